"""How Schemathesis sends the body of a push: JSON in a zstd frame whose blocks are not compressed (RFC 8878)."""

import json

import schemathesis

MAGIC = (0xFD2FB528).to_bytes(4, "little")
WHOLE_IN_ONE_SEGMENT = bytes([0b1010_0000])  # a content size of four bytes, no checksum
MOST = 100_000  # of a block, which may have 128 KiB


@schemathesis.serializer("application/zstd")
def zstd(_, value):
    data = value if isinstance(value, bytes) else json.dumps(value, default=str).encode()
    frame = MAGIC + WHOLE_IN_ONE_SEGMENT + len(data).to_bytes(4, "little")
    pieces = [data[at : at + MOST] for at in range(0, len(data), MOST)] or [b""]
    for piece in pieces:
        frame += (len(piece) << 3 | (piece is pieces[-1])).to_bytes(3, "little") + piece
    return frame
