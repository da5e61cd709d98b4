"""The envelope of every pack, the primitives of its schemas, errors with file:line."""

from phongtrao.core.packs.envelope import parse_pack
from phongtrao.core.packs.values import InvalidPack, Pack, PackError

__all__ = ["InvalidPack", "Pack", "PackError", "parse_pack"]
