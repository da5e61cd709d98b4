"""A browser without pictures: keeps cookies, reads the forms of a page and sends them as a person's browser would."""

from __future__ import annotations

import http.client
import re
import urllib.parse
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Page:
    """One answer. `path`: where it was found after redirects. `statuses`: all answers on the way, first to last."""

    status: int
    path: str
    text: str
    statuses: tuple[int, ...]


@dataclass
class Form:
    """One form: where it goes and what a browser would send if nobody touched it.

    `files` are its file inputs, `choices` the values of each select, `buttons` (name, value) of what sends it.
    """

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class ConnectionLost(OSError):
    """The server went away before it had answered: nothing is known about what was sent."""


class Visitor:
    """One person at one server on this machine. Raises ConnectionLost when the server goes away under a request."""

    def __init__(self, port: int, *, seconds: float = 60) -> None:
        self.port, self.seconds = port, seconds
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        """Follow a link."""
        return self._ask("GET", path, None, {})

    def submit(
        self,
        page: Page,
        choose: Callable[[Form], bool],
        values: Mapping[str, str] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Page:
        """Send the one form of `page` that `choose` accepts, with `values` typed over what it holds."""
        chosen = [form for form in read_forms(page.text) if choose(form)]
        assert len(chosen) == 1, f"{len(chosen)} forms fit on {page.path}: {read_forms(page.text)}"
        form = chosen[0]
        target = urllib.parse.urljoin(page.path, form.action or page.path)
        data = form.fields | dict(values or {})
        if form.method != "post":
            return self.get(f"{target}?{urllib.parse.urlencode(data)}")
        body, kind = _multipart(data, files) if files else (urllib.parse.urlencode(data).encode(), _URLENCODED)
        return self._ask("POST", target, body, {"Content-Type": kind})

    def log_in(self, username: str, password: str) -> Page:
        """Log in by the log-in page; fails when it is refused."""
        page = self.get("/accounts/login/")
        names = {"login": username, "password": password}
        answer = self.submit(page, lambda form: "password" in form.fields, names)
        assert "/login" not in answer.path, f"log-in refused: {answer.status} {answer.path}"
        return answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Page:
        statuses: list[int] = []
        for _ in range(8):
            status, location, text = self._request(method, path, body, headers)
            statuses.append(status)
            if status not in (301, 302, 303, 307):
                return Page(status, path, text, tuple(statuses))
            path = urllib.parse.urljoin(path, location)
            method, body, headers = "GET", None, {}
        raise AssertionError(f"redirected in a circle: {path}")

    def _request(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent["Referer"] = f"http://127.0.0.1:{self.port}{path}"
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise ConnectionLost(str(error)) from error
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text


_URLENCODED = "application/x-www-form-urlencoded"


def read_forms(text: str) -> list[Form]:
    """Every form of a page, in its order."""
    reader = _FormReader()
    reader.feed(text)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(values.get("action", ""), values.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._read_field(self._open, tag, values)

    def _read_field(self, form: Form, tag: str, values: dict[str, str]) -> None:
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "button" or kind == "submit":
            form.buttons.append((name, values.get("value", "")))
        elif tag == "option" and self._select is not None:
            form.choices.setdefault(self._select, []).append(values.get("value", ""))
            if "selected" in values or self._select not in form.fields:
                form.fields[self._select] = values.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "textarea" and name:
            self._area, form.fields[name] = name, ""
        elif tag == "input" and kind == "file":
            form.files.append(name)
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in values):
            form.fields[name] = values.get("value", "on" if kind == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area is not None:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def _multipart(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file_name, data) in files.items():
        safe = re.sub(r'["\r\n]', "_", file_name)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{safe}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"
