"""Dates and times for action in Vietnamese administrative texts."""

from .deadlines import parse_deadline, parse_time
from .mentions import DateMention, date_at, find_dates, fold_span

__all__ = ["DateMention", "date_at", "find_dates", "fold_span", "parse_deadline", "parse_time"]
