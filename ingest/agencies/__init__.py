"""The bodies that a text names, and which body of which place each of them is.

    find_agencies("… Giám đốc các Sở: Y tế, Tài chính; UBND các huyện …")
    → Giám đốc Sở Y tế · Giám đốc Sở Tài chính · Ủy ban nhân dân các huyện

A name is read as: office? (known name | head and a name of its own | open set), then its level or place. Known names
are the table `data/agencies.toml`; a name in no table is found by its shape: a head ("Trung tâm", "Chi cục", "Sở") and
capitalised words up to the first word that names do not have. The level word falls away ("Công an tỉnh" is "Công an"),
except in open sets ("Ủy ban nhân dân cấp xã") and in proper names ("Báo Quảng Ngãi").

    words    the tables as search trees, and the tokens of a text
    levels   what stands after a name: "tỉnh", "huyện Văn Quan", "các xã, phường"
    sets     open sets: "các sở, ban, ngành"
    names    one body: known, by shape, or an office
    find     all of a text
    homes    whose a body is: level, place, identity; English names
"""

from __future__ import annotations

from .find import AgencyMention, find_agencies
from .homes import Home, english_name, full_issuer, resolve_agency

__all__ = ["AgencyMention", "Home", "english_name", "find_agencies", "full_issuer", "resolve_agency"]
