"""What a text says one document does to another.

verbs   thực hiện, căn cứ, đề nghị, quy định chi tiết, sửa đổi, thay thế, bãi bỏ: when a document is their object
units   title, paragraphs and notes, cut into elements
walk    who does it: the file, or the document in whose title it is said
notes   documents in notes on the object of a verb
"""

from __future__ import annotations

from .find import find_relations

__all__ = ["find_relations"]
