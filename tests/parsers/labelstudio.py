"""Label Studio: tasks and configuration, by the converter of its own SDK."""

import json
import tempfile
from collections import Counter
from pathlib import Path

from common import same
from label_studio_sdk.converter import Converter
from label_studio_sdk.converter.converter import Format
from lxml import etree


def tasks(case, config):
    tree = etree.fromstring(config.encode("utf-8"))
    controls = {control.get("name"): control for control in tree.iter() if control.get("toName")}
    offered = {
        name: {option.get("alias", option.get("value")) for option in control} for name, control in controls.items()
    }
    tasks = json.loads(case.text())
    for task in tasks:
        # The server numbers what it takes in; the converter reads what the server gives out.
        task["id"] = 1
        for nth, annotation in enumerate(task["annotations"]):
            annotation.update(id=nth + 1, completed_by={"email": task["data"]["coders"][nth]})
            for item in annotation["result"]:
                control = controls[item["from_name"]]
                assert control.tag.lower() == item["type"], item
                chosen = item["value"].get("labels") or item["value"].get("choices") or []
                assert set(chosen) <= offered[item["from_name"]] or control.tag == "TextArea", item
    spans = Counter()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "tasks.json"), Path(folder, "out")
        source.write_text(json.dumps(tasks), encoding="utf-8")
        converter = Converter(config, project_dir=None)
        converter.convert(str(source), str(out), Format.JSON_MIN, is_dir=False)
        [result] = out.glob("*.json")
        for row in json.loads(result.read_text(encoding="utf-8")):
            if "annotator" not in row:
                continue
            coder = row["annotator"]
            for region in row.get("label", []):
                text = row["text"][region["start"] : region["end"]]
                spans.update((coder, label, text) for label in region["labels"])
        converter.convert(str(source), str(out), Format.CONLL2003, is_dir=False)
    return [same(spans, case.spans(), "spans"), f"{len(controls)} controls"]
