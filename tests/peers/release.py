"""A release as the field's own tools read it, offline; prints what each of them found as JSON.

The first argument is the folder of the release, the second that of the JSON Schemas of its tables, the third a bag.
"""

import contextlib
import csv
import io
import json
import sys
from pathlib import Path

csv.field_size_limit(sys.maxsize)
release, schemas = Path(sys.argv[1]), Path(sys.argv[2])
found = {}


def rows(path):
    return [json.loads(line) for line in (release / path).read_text(encoding="utf-8").splitlines()]


# mlcroissant: `validate` lets a wrong column pass, so every record set is loaded as well.
import mlcroissant

dataset = mlcroissant.Dataset(release / "croissant.json")
found["croissant"] = {
    "issues": sorted(dataset.metadata.ctx.issues.errors),
    "records": {
        record_set.uuid: sum(1 for _ in dataset.records(record_set.uuid)) for record_set in dataset.metadata.record_sets
    },
    "image": [next(iter(dataset.records("test")))["test/image"].size[0] > 0],
    "options": sorted({type(row["test/options"]).__name__ for row in dataset.records("test")}),
}

# pycocotools: the index, and masks of polygons inside their pictures.
from pycocotools.coco import COCO

with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO(str(release / "regions/coco.json"))
outside, areas = [], []
for annotation in coco.loadAnns(coco.getAnnIds()):
    image = coco.loadImgs(annotation["image_id"])[0]
    x, y, width, height = annotation["bbox"]
    if x < 0 or y < 0 or x + width > image["width"] or y + height > image["height"]:
        outside.append(annotation["id"])
    drawn = int(coco.annToMask(annotation).sum())
    areas.append(abs(drawn - annotation["area"]) / annotation["area"])
found["coco"] = {
    "images": len(coco.getImgIds()),
    "missing": [image["file_name"] for image in coco.loadImgs(coco.getImgIds()) if not (release / image["file_name"]).is_file()],
    "annotations": len(areas),
    "outside": outside,
    "area_off_by": max(areas, default=0),
}

# bagit: hashes of everything in the bag; one changed byte is found.
import bagit


def is_valid():
    return bagit.Bag(sys.argv[3]).is_valid()


valid = is_valid()
with (Path(sys.argv[3]) / "data/README.md").open("ab") as file:
    file.write(b" ")
found["bag"] = {"valid": valid, "damaged": is_valid()}

# eval.yaml: tasks on splits that are there, of columns that are there.
import yaml
from pyarrow import parquet

evaluation = yaml.safe_load((release / "eval.yaml").read_text(encoding="utf-8"))
columns = {split: parquet.read_schema(release / f"parquet/{split}.parquet").names for split in ["validation", "test"]}
found["eval"] = {
    "framework": evaluation["evaluation_framework"],
    "tasks": [task["split"] for task in evaluation["tasks"]],
    "missing": [
        column for task in evaluation["tasks"] for column in task["field_spec"].values() if column not in columns[task["split"]]
    ],
    "scorers": sorted({scorer["name"] for task in evaluation["tasks"] for scorer in task["scorers"]}),
}

# Frictionless: hashes, sizes, tables and their types.
from frictionless import Package, system

system.trusted = True
report = Package(str(release / "datapackage.json")).validate()
found["frictionless"] = {"tables": len(report.tasks), "errors": [error.message for task in report.tasks for error in task.errors]}

# jsonschema: every row of every table by the committed schema.
import jsonschema

of = {"question": ["validation/metadata.jsonl", "test/metadata.jsonl"], "annotation": ["annotations/records.jsonl"]}
of["twin"] = [str(path.relative_to(release)) for path in sorted((release / "twins").glob("*/*.jsonl")) if path.parent.name != "degraded"]
of["caption"] = ["conversations/captions.jsonl"]
of["exclusion"], of["web-annotation"] = ["exclusions.jsonl"], ["regions/web-annotations.jsonl"]
wrong, checked = [], 0
for name, paths in of.items():
    validator = jsonschema.Draft202012Validator(json.loads((schemas / f"{name}.v1.json").read_text(encoding="utf-8")))
    for path in paths:
        for row in rows(path):
            checked += 1
            wrong += [f"{path}: {error.message}" for error in validator.iter_errors(row)]
found["jsonschema"] = {"rows": checked, "errors": wrong}

# pandas with its defaults, as VLMEvalKit reads: every option survives, shared pictures lead to a picture.
import pandas

tables = {}
for path in sorted((release / "vlmevalkit").glob("*.tsv")):
    table = pandas.read_csv(path, sep="\t")
    with open(path, encoding="utf-8", newline="") as file:
        as_written = list(csv.DictReader(file, delimiter="\t"))
    pictures = dict(zip(table["index"], table["image"].astype(str)))
    lost = 0
    for row, written in zip(table.to_dict("records"), as_written):
        for letter in "ABCDE":
            if written.get(letter, "") != "" and str(row[letter]) != written[letter]:
                lost += 1
    unresolved = [index for index, image in pictures.items() if len(image) <= 64 and len(pictures.get(int(image), "")) <= 64]
    tables[path.stem] = {"rows": len(table), "unique": bool(table["index"].is_unique), "lost": lost, "unresolved": unresolved}
found["vlmevalkit"] = tables

# Conversations: each begins with its picture, and sides take turns.
talks = {}
for split in ["validation", "test"]:
    all_talks = json.loads((release / f"conversations/{split}.json").read_text(encoding="utf-8"))
    talks[split] = {
        "turns": sum(len(talk["conversations"]) for talk in all_talks),
        "sound": all(
            talk["conversations"][0]["value"].startswith("<image>\n")
            and [turn["from"] for turn in talk["conversations"]] == ["human", "gpt"] * (len(talk["conversations"]) // 2)
            and (release / talk["image"]).is_file()
            for talk in all_talks
        ),
    }
found["conversations"] = talks
json.dump(found, sys.stdout)
