"""Photographs taken with a phone become one paper, without a script: added, put in order, dropped, joined."""

import io
import re
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.apps.documents.limits import PHOTOS_AT_MOST
from phongtrao.apps.documents.models import Document, DraftPhoto, PhotoDraft
from phongtrao.apps.files import queries as files
from tests.apps.documents.carriers import photograph
from tests.web.documents.pages import Desk

pytestmark = pytest.mark.django_db
REDS = (250, 20)  # the first photograph is light, the second dark


class Phone(Desk):
    """A coordinator who photographs a paper."""

    def __init__(self) -> None:
        super().__init__(read=False)
        body = str(self.commune.committee.uid)
        answer = self.client.post("/documents/photos/", {"body": body})
        self.draft = PhotoDraft.objects.get()
        self.place = f"/documents/photos/{self.draft.uid}/"
        assert (answer.status_code, answer["Location"]) == (302, self.place)

    def add(self, *reds: int) -> Any:
        sent = [SimpleUploadedFile(f"{red}.jpg", photograph(red), "image/jpeg") for red in reds]
        return self.client.post(self.place, {"photos": sent})

    def version(self) -> int:
        self.draft.refresh_from_db()
        return self.draft.version

    def photos(self) -> list[DraftPhoto]:
        return list(self.draft.photos.order_by("ordinal"))

    def change(self, verb: str, photo: DraftPhoto | None = None, version: int | None = None) -> Any:
        version = self.version() if version is None else version
        sent = {"verb": verb, "version": version, **({"photo": str(photo.uid)} if photo else {})}
        return self.client.post(f"{self.place}change/", sent, follow=True)

    def shown(self) -> list[str]:
        """The photographs as they follow each other on the page."""
        page = self.client.get(self.place).content.decode()
        return re.findall(rf'<img src="{self.place}([0-9a-f-]+)/"', page)

    def join(self, name: str = "Kế hoạch 45") -> Any:
        return self.client.post(f"{self.place}join/", {"name": name, "version": self.version()})


def test_several_photographs_go_in_at_once_in_the_order_chosen() -> None:
    phone = Phone()
    answer = phone.add(*REDS)
    assert (answer.status_code, answer["Location"]) == (302, phone.place)
    photos = phone.photos()
    assert phone.shown() == [str(photo.uid) for photo in photos]
    reds = []
    for photo in photos:
        answer = phone.client.get(f"{phone.place}{photo.uid}/")
        assert answer["Content-Type"] == "image/jpeg"
        reds.append(_red(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a FileResponse
    assert [red > 200 for red in reds] == [True, False]
    start = phone.client.get("/documents/photos/").content.decode()
    assert "2 ảnh" in start
    assert f'href="{phone.place}"' in start


def test_page_straight_from_the_camera_is_added_behind_the_others() -> None:
    phone = Phone()
    phone.add(REDS[0])
    page = phone.client.get(phone.place).content.decode()
    camera = re.search(r'<input[^>]*name="photos_camera"[^>]*>', page)
    assert camera
    assert 'capture="environment"' in camera[0]
    answer = phone.client.post(
        phone.place, {"photos_camera": SimpleUploadedFile("1.jpg", photograph(REDS[1]), "image/jpeg")}
    )
    assert answer.status_code == 302
    streams = [phone.client.get(f"{phone.place}{photo.uid}/").streaming_content for photo in phone.photos()]  # type: ignore[attr-defined]  # a FileResponse
    assert [_red(b"".join(stream)) > 200 for stream in streams] == [True, False]


def _red(picture: bytes) -> int:
    from PIL import Image

    seen: Any = Image.open(io.BytesIO(picture)).convert("RGB").getpixel((20, 20))
    return int(seen[0])


def test_order_is_changed_and_a_photograph_dropped() -> None:
    phone = Phone()
    phone.add(*REDS)
    one, two = phone.photos()
    phone.change("up", two)
    assert phone.shown() == [str(two.uid), str(one.uid)]
    phone.change("down", two)
    assert phone.shown() == [str(one.uid), str(two.uid)]
    phone.change("drop", one)
    assert phone.shown() == [str(two.uid)]


def test_joined_photographs_are_one_paper_in_their_order() -> None:
    phone = Phone()
    phone.add(*REDS)
    phone.change("up", phone.photos()[1])
    answer = phone.join("  Kế hoạch   45 ")
    paper = Document.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"/documents/{paper.uid}/")
    assert paper.name == "Kế hoạch 45.pdf"
    pages = list(pypdfium2.PdfDocument(files.get_bytes(file=paper.file, by=phone.commune.by)))
    reds = [_red(_png(page)) for page in pages]
    assert [red > 200 for red in reds] == [False, True]
    page = phone.client.get(answer["Location"]).content.decode()
    assert "Chỉ người tải lên thấy tệp này" in page
    again = phone.client.get(phone.place)
    assert (again.status_code, again["Location"]) == (302, f"/documents/{paper.uid}/")
    assert phone.place not in phone.client.get("/documents/photos/").content.decode()


def _png(page: pypdfium2.PdfPage) -> bytes:
    target = io.BytesIO()
    page.render(scale=1).to_pil().save(target, "PNG")
    return target.getvalue()


def test_paper_without_a_name_is_not_joined_and_keeps_its_photographs() -> None:
    phone = Phone()
    phone.add(*REDS)
    answer = phone.join("")
    assert answer.status_code == 422
    assert "Chưa có tên" in answer.content.decode()
    assert len(phone.shown()) == 2
    assert Document.objects.count() == 1  # the one on the desk


def test_nothing_to_join_is_said() -> None:
    phone = Phone()
    answer = phone.join()
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(60), b"%PDF-1.7\n" + bytes(60), b"\xff\xd8\xff\xe0" + bytes(90)])
def test_file_that_is_no_photograph_is_refused_in_a_sentence(data: bytes) -> None:
    phone = Phone()
    sent = [
        SimpleUploadedFile("1.jpg", photograph(), "image/jpeg"),
        SimpleUploadedFile("2.jpg", data, "image/jpeg"),
    ]
    answer = phone.client.post(phone.place, {"photos": sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    summary = re.search(r'class="[^"]*error-summary.*?</div>', page, re.DOTALL)
    assert summary
    assert len(re.sub(r"<[^>]+>", "", summary[0]).split()) > 8
    assert len(phone.photos()) == 1  # the good one before it stays
    assert len(re.findall(r'class="photo-number"', page)) == 1


def test_no_photograph_chosen_is_said() -> None:
    phone = Phone()
    answer = phone.client.post(phone.place, {})
    assert answer.status_code == 422
    assert "Chưa có ảnh nào" in answer.content.decode()


def test_one_photograph_too_many_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phongtrao.apps.documents.operations.photos.PHOTOS_AT_MOST", 1)
    assert PHOTOS_AT_MOST > 1
    phone = Phone()
    answer = phone.add(*REDS)
    assert answer.status_code == 422
    assert "1" in answer.content.decode().split("error-summary", 1)[1][:400]
    assert len(phone.photos()) == 1


def test_change_of_a_page_that_was_seen_before_another_change_is_refused() -> None:
    phone = Phone()
    phone.add(*REDS)
    seen = phone.version()
    one, two = phone.photos()
    phone.change("up", two)
    page = phone.change("drop", one, version=seen).content.decode()
    assert "alert" in page
    assert phone.shown() == [str(two.uid), str(one.uid)]


def test_all_photographs_are_dropped_together() -> None:
    phone = Phone()
    phone.add(*REDS)
    answer = phone.change("drop_all")
    assert answer.redirect_chain == [("/documents/photos/", 302)]
    assert not PhotoDraft.objects.exists()
    assert phone.client.get(phone.place).status_code == 404


def test_draft_of_a_colleague_does_not_exist() -> None:
    phone = Phone()
    phone.add(*REDS)
    photo = phone.photos()[0]
    colleague = phone.colleague()
    for place in (phone.place, f"{phone.place}{photo.uid}/"):
        assert colleague.get(place).status_code == 404
    for place, sent in (
        (phone.place, {"photos": SimpleUploadedFile("1.jpg", photograph())}),
        (f"{phone.place}change/", {"verb": "drop", "photo": str(photo.uid), "version": phone.version()}),
        (f"{phone.place}join/", {"name": "Kế hoạch", "version": phone.version()}),
    ):
        assert colleague.post(place, sent).status_code == 404
    assert len(phone.photos()) == 2
