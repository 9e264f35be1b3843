"""Reads every export with the parsers that people use, and compares what they see with what was tagged.

    python check.py FOLDER

FOLDER has each export under its format's id with its report beside it, and `standpoint.json`, the project itself.
`cargo xtask test parsers` makes it.
"""

import sys
import traceback
from pathlib import Path

import doccanos
import labelstudio
import qda
import spacys
import standoff
import tables
import uima
from common import Case

FOLDER = Path(sys.argv[1])


def config():
    return (FOLDER / "label-studio-config.xml").read_text(encoding="utf-8")


# Every format of `standpoint convert --list`, with its ending.
CHECKS = {
    "standpoint.json": tables.project,
    "csv.csv": tables.csv,
    "csv-long.csv": tables.csv_long,
    "recal.zip": tables.recal,
    "jsonl.jsonl": tables.jsonl,
    "w3c.jsonld": lambda case: standoff.w3c(case, "code points"),
    "w3c-utf16.jsonld": lambda case: standoff.w3c(case, "UTF-16"),
    "doccano.jsonl": doccanos.labelling,
    "doccano-sentences.jsonl": doccanos.sentences,
    "label-studio.json": lambda case: labelstudio.tasks(case, config()),
    "label-studio-config.xml": tables.labelling_config,
    "prodigy.jsonl": spacys.prodigy,
    "brat.zip": standoff.brat,
    "cas-json.zip": uima.cas_json,
    "cas-xmi.zip": uima.cas_xmi,
    "conll.zip": spacys.conll,
    "refi.qdpx": lambda case: qda.project(case, replaced=False),
    "refi-plain.qdpx": lambda case: qda.project(case, replaced=True),
    "refi-codebook.qdc": qda.codebook,
    "graphml.graphml": tables.graphml,
}

failed = 0
there = {path.name for path in FOLDER.iterdir() if not path.name.endswith(".report.json")}
if there != set(CHECKS):
    print(f"FAILED  no check for {there - set(CHECKS)}, no export for {set(CHECKS) - there}")
    failed += 1
for name, check in CHECKS.items():
    format_id, extension = name.split(".", 1)
    try:
        print(f"ok      {name}: {', '.join(check(Case(FOLDER, format_id, extension)))}")
    except Exception:
        failed += 1
        print(f"FAILED  {name}")
        traceback.print_exc()
sys.exit(1 if failed else 0)
