"""Any bytes as the source of a plan: kinds, encodings, limits, hostile packages."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.adapters.documents_in import MAX_BYTES, read_source
from phongtrao.adapters.file_kind import FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from tests.adapters.docx_samples import p, word_package, zipped
from tests.old_encodings import to_cp1258, to_tcvn3, to_vni, to_vps

PLAN = "KẾ HOẠCH\nTổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc\n"
TOLD = "Kế hoạch xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc\n“Đúng” – của địa phương\n"
ASCII_QUOTES = str.maketrans("“”–", '""-')  # VPS has letters where Windows has quotes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b" \r\n\t", FileKind.EMPTY),
        ("\ufeff \n".encode(), FileKind.EMPTY),
        (PLAN.encode(), FileKind.TEXT),
        (PLAN.encode("utf-8-sig"), FileKind.TEXT),
        (PLAN.encode("utf-16"), FileKind.TEXT),
        (PLAN.encode("utf-16-be"), FileKind.TEXT),
        (PLAN.encode("utf-16-le"), FileKind.TEXT),
        (unicodedata.normalize("NFD", PLAN).encode(), FileKind.TEXT),
        (PLAN.encode("cp1258", "ignore"), FileKind.TEXT_LEGACY),
        (word_package(p("x")), FileKind.DOCX),
        (word_package(p("x"), parts={"word/vbaProject.bin": b"x"}), FileKind.DOCM),
        (zipped({"a.txt": b"x"}), FileKind.ZIP),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), FileKind.ODF),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (b"\x00\x00\x00\x18ftypheic", FileKind.HEIC),
        (b"II*\x00\x08", FileKind.OTHER_IMAGE),
        (OLE + "WordDocument".encode("utf-16-le"), FileKind.DOC),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileKind.ENCRYPTED_OFFICE),
        (OLE, FileKind.OLE),
        (b"{\\rtf1\\ansi}", FileKind.RTF),
        (b"<html><body>x</body></html>", FileKind.MARKUP),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', FileKind.MARKUP),
        (b"\x1f\x8b\x08\x00", FileKind.ARCHIVE),
        (bytes(range(256)) * 4, FileKind.UNKNOWN),
        (b"abc\x00def", FileKind.UNKNOWN),
    ],
)
def test_kinds_by_content(data: bytes, kind: FileKind) -> None:
    assert sniff(data, name="ten-sai.pdf") is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_unicode_encoding(encoding: str) -> None:
    source = read_source(PLAN.replace("\n", "\r\n").encode(encoding), name="kh.txt")
    assert (source.text, source.route, source.media_type, source.notes) == (PLAN, "text", "text/plain", ())


def test_decomposed_text_is_kept_as_it_came() -> None:
    text = unicodedata.normalize("NFD", PLAN)
    assert read_source(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("TCVN3 (ABC)", to_tcvn3(TOLD).encode("cp1252")),
        ("VNI-Windows", to_vni(TOLD).encode("cp1252")),
        ("VPS", to_vps(TOLD.translate(ASCII_QUOTES)).encode("latin-1")),
        ("TCVN3 (ABC)", to_tcvn3(TOLD).encode("utf-8-sig")),
        (
            "Windows-1258",
            to_cp1258(TOLD).encode("cp1258"),
        ),
    ],
)
def test_old_encodings_become_unicode_and_the_note_says_so(name: str, data: bytes) -> None:
    source = read_source(data, name="a.txt")
    told = TOLD.translate(ASCII_QUOTES) if name == "VPS" else TOLD
    assert (source.text, source.route, source.kind) == (told, "text", FileKind.TEXT)
    assert source.notes == (f"Văn bản dùng bảng mã cũ {name}, đã chuyển sang Unicode.",)


def test_an_encoding_that_cannot_be_told_is_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        read_source("Élève à l'école, l'été à Orléans, où l'on a mangé".encode("latin-1"), name="a.txt")
    assert caught.value.code == "text-not-unicode" and "Unikey" in caught.value.message_vi


def test_a_wrong_ending_is_read_by_its_content_and_said() -> None:
    source = read_source(word_package(p("Nội dung")), name="ke-hoach.pdf")
    assert (source.text, source.kind, source.route) == ("Nội dung", FileKind.DOCX, "docx")
    assert "không khớp" in source.notes[-1]
    assert read_source(PLAN.encode(), name="a.docx").route == "text"


def bomb(megabytes: int) -> bytes:
    return word_package(p("x"), parts={"word/big.xml": b"\x00" * (megabytes * 1024 * 1024)})


def many_members() -> bytes:
    return word_package(p("x"), parts={f"word/{n}.xml": b"" for n in range(2_100)})


def lying_bomb() -> bytes:
    """A document part whose header says 100 bytes and whose stream inflates to 30 MB."""
    body = zlib.compress(b"<w:p/>" * 5_000_000, 9)[2:-4]
    data = bytearray(zipped({**_members(word_package(p("x"))), "word/document.xml": b"PLACE"}))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _members(bytes(data)).items():
            if name != "word/document.xml":
                archive.writestr(name, content)
        info = zipfile.ZipInfo("word/document.xml")
        info.compress_type = zipfile.ZIP_STORED
        archive.writestr(info, body)
    made = target.getvalue()
    for signature, method_at, size_at in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        at = -1
        while (at := made.find(signature, at + 1)) >= 0:
            name_at = at + (30 if signature == b"PK\x03\x04" else 46)
            if made[name_at : name_at + 17] == b"word/document.xml":
                changed = bytearray(made)
                changed[at + method_at : at + method_at + 2] = struct.pack("<H", 8)
                changed[at + size_at : at + size_at + 4] = struct.pack("<I", 100)
                made = bytes(changed)
    return made


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_document(xml: bytes) -> bytes:
    return zipped({**_members(word_package(p("x"))), "word/document.xml": xml})


def test_a_blank_bitmap_inside_is_no_bomb() -> None:
    data = word_package(p("Nội dung"), parts={"word/media/image1.bmp": b"\xff" * (8 * 1024 * 1024)})
    assert read_source(data, name="a.docx").text == "Nội dung"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XXE = (
    f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{WORD}">'
    "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", "file-empty"),
        (b"\n\n", "file-empty"),
        (word_package(p("")), "file-empty"),
        (word_package(p(""), parts={"word/media/image1.png": b"x"}), "docx-only-pictures"),
        (b"x" * (MAX_BYTES + 1), "file-too-big"),
        (b"a b " * 600_000, "text-too-long"),
        (word_package("".join(p(str(number * 7919)) for number in range(250_000))), "text-too-long"),
        (bomb(45), "package-too-large-inside"),
        (bomb(60), "package-too-large-inside"),
        (many_members(), "package-too-many-members"),
        (lying_bomb(), "package-damaged|xml-damaged"),
        (with_document(XXE.encode()), "xml-document-type"),
        (
            with_document(XXE.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")),
            "xml-document-type",
        ),
        (with_document(LAUGHS.encode()), "xml-document-type"),
        (with_document(b"\x00\x01"), "xml-damaged"),
        (with_document(b"<a/>"), "docx-not-word"),
        (zipped({"trong.docx": word_package(p("x"))}), "kind-zip"),
        (word_package(p("x"))[:-40], "kind-zip"),
        (b"%PDF-1.4", "pdf-damaged"),
        (b"\xff\xd8\xff\xe0", "picture-damaged"),
        (b"\x00\x01\x02\x03", "kind-unknown"),
    ],
)
def test_refusals(data: bytes, codes: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_source(data, name="ke-hoach.docx")
    assert caught.value.code in codes.split("|")
    assert caught.value.message_vi.endswith((".", ")"))
    assert "root:" not in str(caught.value)


def test_a_protected_member_is_named_as_protected() -> None:
    data = bytearray(word_package(p("x")))
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + flag_at] |= 1
    with pytest.raises(FileRefused) as caught:
        read_source(bytes(data), name="a.docx")
    assert caught.value.code == "package-protected"


SEEDS = [word_package(p("Nội dung")), PLAN.encode(), PLAN.encode("utf-16"), b"%PDF-", OLE, zipped({"a": b"b"})]


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert sniff(data, name="x") in FileKind
    try:
        source = read_source(data, name="x")
    except FileRefused as refused:
        assert refused.message_vi
    else:
        assert source.text.strip() and "\x00" not in source.text


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 3_000), st.binary(max_size=30))
def test_damaged_files(seed: bytes, place: int, noise: bytes) -> None:
    place = min(place, len(seed))
    try:
        source = read_source(seed[:place] + noise + seed[place + len(noise) :], name="a.docx")
    except FileRefused as refused:
        assert refused.message_vi
    else:
        assert "\x00" not in source.text
