"""Writing places, bodies, posts and people: the public surface of the room."""

from phongtrao.apps.orgs.operations.area_import import import_areas
from phongtrao.apps.orgs.operations.areas import (
    create_area,
    end_area,
    merge_areas,
    move_area,
    rename_area,
    retype_area,
)
from phongtrao.apps.orgs.operations.bodies import (
    change_body,
    create_body,
    end_body,
    end_relation,
    relate_bodies,
    succeed_body,
)
from phongtrao.apps.orgs.operations.posts import (
    appoint,
    create_post,
    end_appointment,
    end_post,
)

__all__ = [
    "appoint",
    "change_body",
    "create_area",
    "create_body",
    "create_post",
    "end_appointment",
    "end_area",
    "end_body",
    "end_post",
    "end_relation",
    "import_areas",
    "merge_areas",
    "move_area",
    "relate_bodies",
    "rename_area",
    "retype_area",
    "succeed_body",
]
