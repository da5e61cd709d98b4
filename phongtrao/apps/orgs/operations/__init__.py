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
    close_body,
    create_body,
    end_body,
    end_relation,
    relate_bodies,
    succeed_body,
)
from phongtrao.apps.orgs.operations.hamlets import create_hamlets
from phongtrao.apps.orgs.operations.people import (
    change_person,
    create_person,
    give_post,
    issue_codes,
    lock_person,
    unlock_person,
)
from phongtrao.apps.orgs.operations.posts import (
    appoint,
    create_post,
    end_appointment,
    end_post,
)
from phongtrao.apps.orgs.operations.setup import create_proposed_bodies
from phongtrao.apps.orgs.operations.sheets import take_sheet

__all__ = [
    "appoint",
    "change_body",
    "change_person",
    "close_body",
    "create_area",
    "create_body",
    "create_hamlets",
    "create_person",
    "create_post",
    "create_proposed_bodies",
    "end_appointment",
    "end_area",
    "end_body",
    "end_post",
    "end_relation",
    "give_post",
    "import_areas",
    "issue_codes",
    "lock_person",
    "merge_areas",
    "move_area",
    "relate_bodies",
    "rename_area",
    "retype_area",
    "succeed_body",
    "take_sheet",
    "unlock_person",
]
