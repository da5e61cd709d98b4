"""Who acts: a person in a post. The names are kept as they were shown that day."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person in one of their posts.

    `scope` is the path of the place in which the post may see and act; `body_id` the body it belongs to.
    `role` is a code of packs/roles.yaml. Four eyes compare `user_id`, never the post.
    The program itself acts as `SYSTEM` (no user, role `system`).
    """

    user_id: int | None
    user_uid: uuid.UUID | None
    user_name: str
    post_uid: uuid.UUID | None
    post_name: str
    role: str
    body_id: int | None
    body_uid: uuid.UUID | None
    body_name: str
    scope: str

    @property
    def person_id(self) -> int:
        """The user's id where a row needs a person. Raises TypeError for the program itself, which never signs."""
        if self.user_id is None:
            raise TypeError("the program itself signs nothing")
        return self.user_id

    @property
    def shown(self) -> str:
        """The name as a row keeps it: “Trần Văn A (Công an xã Hòa An)”."""
        return f"{self.user_name} ({self.post_name})" if self.post_name else self.user_name


SYSTEM = Actor(
    user_id=None,
    user_uid=None,
    user_name="Hệ thống",
    post_uid=None,
    post_name="",
    role="system",
    body_id=None,
    body_uid=None,
    body_name="",
    scope="",
)
