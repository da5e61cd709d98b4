"""The tables of this room in Excel: what their columns are and what a filled-in table would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.adapters.xlsx import Column, Table
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.orgs.queries.tables.bodies import plan_bodies
from phongtrao.apps.orgs.queries.tables.columns import Plan, body_columns, people_columns, place_columns
from phongtrao.apps.orgs.queries.tables.people import plan_people
from phongtrao.apps.orgs.queries.tables.places import plan_places


@dataclass(frozen=True)
class Kind:
    """A kind of table: its columns, the plan of a filled-in one, the title of the sheet and its file name."""

    columns: Callable[[], Sequence[Column]]
    plan: Callable[[Table, Actor, date], Plan]
    title: str
    file_name: str


KINDS = {
    "bodies": Kind(body_columns, plan_bodies, "Cơ quan, đơn vị", "co-quan-don-vi.xlsx"),
    "people": Kind(people_columns, plan_people, "Người dùng và chức vụ", "nguoi-dung.xlsx"),
    "places": Kind(place_columns, plan_places, "Thôn, tổ dân phố", "thon-to-dan-pho.xlsx"),
}
