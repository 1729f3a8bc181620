"""Imported by the process that workers are forked from: the word cutter and the tables stand in memory once for all."""

import gc
import signal

from ingest import extract

# An interrupt from the keyboard is for the command itself, which then ends its workers.
signal.signal(signal.SIGINT, signal.SIG_IGN)
extract("KẾ HOẠCH\nThực hiện Nghị quyết số 121/2020/QH14\n\n1. Sở Y tế chủ trì, báo cáo trước ngày 15/11/2024.")
# What stands so far is never looked through for garbage again, so that its pages stay shared.
gc.collect()
gc.freeze()
