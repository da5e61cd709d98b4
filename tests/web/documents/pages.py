"""A coordinator's browser without a script, and a paper that waits for its review."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document, Reading, ReadItem, ReadUnit
from tests.apps.documents.papers import Commune
from tests.conftest import rows_for_tests
from tests.factories import rows

HX = {"HX-Request": "true"}


class Desk:
    """A coordinator of xã Hòa An at a desk."""

    def __init__(self, *, read: bool = True) -> None:
        self.commune = Commune()
        self.client = self.log_in(User.objects.get(pk=self.commune.by.person_id))
        self.paper: Document = self.commune.read() if read else self.commune.upload()

    def log_in(self, person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def colleague(self) -> Client:
        """Another coordinator of the same committee."""
        return self.log_in(rows.user_in_post("coordinator", self.commune.committee))

    def url(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"uid": self.paper.uid, **more})

    def item(self, kind: str = "task", index: int = 0) -> ReadItem:
        found = ReadItem.objects.filter(reading__document=self.paper, reading__current=True, kind=kind)
        return found.order_by("span_start", "id")[index]

    def unit(self, index: int = 0) -> ReadUnit:
        return ReadUnit.objects.filter(reading__document=self.paper).order_by("ordinal")[index]

    def page(self, query: str = "") -> str:
        answer = self.client.get(self.url("document_review") + query)
        assert answer.status_code == 200
        return answer.content.decode()

    def decide(self, item: ReadItem, verb: str, *, client: Client | None = None, script: bool = False) -> Any:
        url = self.url("document_item", item_uid=item.uid)
        sent = {"verb": verb, "version": item.version}
        return (client or self.client).post(url, sent, headers=HX if script else {})


def card(page: str, item: ReadItem) -> str:
    """The card of an item as it stands in a page, secrets of the form aside."""
    found = re.search(rf'<article[^>]*id="item-{item.uid.hex}".*?</article>', page, re.DOTALL)
    assert found, item.uid
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found[0])


def part(page: str, name: str) -> str:
    """The piece with this id that a swap brings along, without what makes it one."""
    found = re.search(rf'<div[^>]*id="{name}".*?</(?:ul>\s*</div|form>\s*</div)>', page, re.DOTALL)
    assert found, name
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found[0])
    return text.replace(' hx-swap-oob="true"', "")


def long_paper(desk: Desk, items: int) -> Document:
    """A paper of many items under many headings, with a text that holds them all."""
    lines = [f"- Nhiệm vụ số {number} của đơn vị" for number in range(items)]
    text = "\n".join(lines)
    paper = rows.document(desk.commune.committee, text=text)
    reading: Reading = rows.reading(paper)
    with rows_for_tests():
        units = ReadUnit.objects.bulk_create(
            ReadUnit(reading=reading, ordinal=n, heading=f"{n}. Đơn vị", org_unit="Công an xã", proposed={"key": "x"})
            for n in range(max(1, items // 10))
        )
        ReadItem.objects.bulk_create(
            ReadItem(
                reading=reading,
                unit=units[n % len(units)],
                kind="task",
                ordinal=n,
                text=line,
                span_start=text.index(line),
                span_end=text.index(line) + len(line),
                value={"text": line, "role": "lead", "cadence": "none"},
            )
            for n, line in enumerate(lines)
        )
    desk.paper = paper
    return paper
