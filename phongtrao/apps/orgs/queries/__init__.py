"""Reading places, bodies, posts and people: the public surface of the room."""

from phongtrao.apps.orgs.queries.actors import ADMINISTRATOR_POST, actor_in, get_actor, list_posts_of
from phongtrao.apps.orgs.queries.areas import (
    area_choices,
    area_to_keep,
    find_area,
    get_area,
    has_listed_areas,
    list_areas,
    list_children,
    list_versions,
    path_titles,
)
from phongtrao.apps.orgs.queries.bodies import (
    bodies_in_group,
    body_choices,
    get_body,
    list_bodies,
    list_relations,
    list_successions,
    visible_to,
)
from phongtrao.apps.orgs.queries.people import get_person, list_body_posts, list_people, list_person_posts
from phongtrao.apps.orgs.queries.setup import proposed_bodies, setup_state
from phongtrao.apps.orgs.queries.sheets import (
    preview_sheet,
    read_sheet,
    sheet_export,
    sheet_file_name,
    sheet_template,
)
from phongtrao.apps.orgs.queries.succession import bodies_of, scopes_of
from phongtrao.apps.orgs.queries.types import (
    area_title,
    area_types,
    role_label,
    unit_groups,
    unit_type_label,
    unit_types,
)

__all__ = [
    "ADMINISTRATOR_POST",
    "actor_in",
    "area_choices",
    "area_title",
    "area_to_keep",
    "area_types",
    "bodies_in_group",
    "bodies_of",
    "body_choices",
    "find_area",
    "get_actor",
    "get_area",
    "get_body",
    "get_person",
    "has_listed_areas",
    "list_areas",
    "list_bodies",
    "list_body_posts",
    "list_children",
    "list_people",
    "list_person_posts",
    "list_posts_of",
    "list_relations",
    "list_successions",
    "list_versions",
    "path_titles",
    "preview_sheet",
    "proposed_bodies",
    "read_sheet",
    "role_label",
    "scopes_of",
    "setup_state",
    "sheet_export",
    "sheet_file_name",
    "sheet_template",
    "unit_groups",
    "unit_type_label",
    "unit_types",
    "visible_to",
]
