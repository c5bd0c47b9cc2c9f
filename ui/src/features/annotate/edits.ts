// Everything that can be changed in an annotation, one function each. An edit changes a draft it is
// given; undo and redo work on whole drafts, so no edit can be missed by them.

import type { Annotation, CannotAnnotate, Lesion, LesionRole, Mark, Scale } from "../../backend/generated/types";
import { type ValueRules, choose } from "../../view/scale";

export type Edit = (draft: Annotation) => void;

export const emptyAnnotation = (): Annotation => ({
  regions: [],
  lesions: [],
  relations: [],
  differential: [],
  reasoning: "",
  treatment: { items: [], text: "" },
  unsure: [],
  several_conditions: false,
  cannot_annotate: null,
});

const toggled = (list: string[], code: string): string[] =>
  list.includes(code) ? list.filter((other) => other !== code) : [...list, code];
const nextNumber = (draft: Annotation): number => Math.max(0, ...draft.lesions.map((lesion) => lesion.number)) + 1;
/** An edit of one lesion card; nothing when it is gone. */
const ofLesion =
  (number: number, edit: (lesion: Lesion) => void): Edit =>
  (draft) => {
    const lesion = draft.lesions.find((other) => other.number === number);
    if (lesion) edit(lesion);
  };

export const edits = {
  addRegion:
    (code: string): Edit =>
    (draft) => {
      if (!draft.regions.includes(code)) draft.regions.push(code);
    },
  removeRegion:
    (code: string): Edit =>
    (draft) => {
      draft.regions = draft.regions.filter((region) => region !== code);
      for (const lesion of draft.lesions) lesion.regions = lesion.regions.filter((region) => region !== code);
    },
  /** A new card; it lies on the only region there is, in its usual role. */
  addLesion:
    (code: string, role: LesionRole | null): Edit =>
    (draft) => {
      draft.lesions.push({
        number: nextNumber(draft),
        lesion: code,
        role,
        regions: draft.regions.length === 1 ? [...draft.regions] : [],
        attributes: [],
        marks: [],
        size_mm: null,
      });
    },
  copyLesion:
    (number: number): Edit =>
    (draft) => {
      const lesion = draft.lesions.find((other) => other.number === number);
      if (lesion)
        draft.lesions.push({ ...structuredClone(lesion), number: nextNumber(draft), marks: [], size_mm: null });
    },
  /** Another type for a card; what else was said of it stays. */
  setLesionType: (number: number, code: string): Edit =>
    ofLesion(number, (lesion) => {
      lesion.lesion = code;
    }),
  removeLesion:
    (number: number): Edit =>
    (draft) => {
      const its = (field: string) => field.startsWith(`lesion/${number}/`);
      draft.lesions = draft.lesions.filter((lesion) => lesion.number !== number);
      draft.relations = draft.relations.filter((relation) => relation.from !== number && relation.to !== number);
      draft.unsure = draft.unsure.filter((field) => !its(field));
      if (draft.comments)
        draft.comments = Object.fromEntries(Object.entries(draft.comments).filter(([field]) => !its(field)));
    },
  setRole: (number: number, role: LesionRole): Edit =>
    ofLesion(number, (lesion) => {
      lesion.role = lesion.role === role ? null : role;
    }),
  toggleSite: (number: number, region: string): Edit =>
    ofLesion(number, (lesion) => {
      lesion.regions = toggled(lesion.regions, region);
    }),
  /** A value of an attribute, on or off; what it excludes goes. */
  chooseValue: (number: number, rules: ValueRules, value: string): Edit =>
    ofLesion(number, (lesion) => {
      lesion.attributes = choose(rules, lesion.attributes, value);
    }),
  setSize: (number: number, mm: number | null): Edit =>
    ofLesion(number, (lesion) => {
      lesion.size_mm = mm;
    }),
  addMark: (number: number, mark: Mark): Edit =>
    ofLesion(number, (lesion) => {
      lesion.marks.push(mark);
    }),
  changeMark: (number: number, place: number, mark: Mark): Edit =>
    ofLesion(number, (lesion) => {
      if (place < lesion.marks.length) lesion.marks[place] = mark;
    }),
  removeMark: (number: number, place: number): Edit =>
    ofLesion(number, (lesion) => {
      lesion.marks.splice(place, 1);
    }),
  addRelation:
    (from: number, relation: string, to: number): Edit =>
    (draft) => {
      const known = draft.relations.some((line) => line.from === from && line.relation === relation && line.to === to);
      const both = [from, to].every((number) => draft.lesions.some((lesion) => lesion.number === number));
      if (from !== to && both && !known) draft.relations.push({ from, relation, to });
    },
  removeRelation:
    (place: number): Edit =>
    (draft) => {
      draft.relations.splice(place, 1);
    },
  addDisease:
    (code: string): Edit =>
    (draft) => {
      if (draft.differential.length < 3 && !draft.differential.some((entry) => entry.disease === code))
        draft.differential.push({ disease: code, confidence: null });
    },
  removeDisease:
    (place: number): Edit =>
    (draft) => {
      draft.differential.splice(place, 1);
    },
  moveDisease:
    (place: number, to: number): Edit =>
    (draft) => {
      if (to < 0 || to >= draft.differential.length) return;
      const [moved] = draft.differential.splice(place, 1);
      if (moved) draft.differential.splice(to, 0, moved);
    },
  setConfidence:
    (place: number, confidence: number | null): Edit =>
    (draft) => {
      const entry = draft.differential[place];
      if (entry) entry.confidence = confidence;
    },
  setReasoning:
    (text: string): Edit =>
    (draft) => {
      draft.reasoning = text;
    },
  addTreatment:
    (code: string, route: string | null): Edit =>
    (draft) => {
      if (!draft.treatment.items.some((line) => line.item === code)) draft.treatment.items.push({ item: code, route });
    },
  removeTreatment:
    (place: number): Edit =>
    (draft) => {
      draft.treatment.items.splice(place, 1);
    },
  setRoute:
    (place: number, route: string | null): Edit =>
    (draft) => {
      const line = draft.treatment.items[place];
      if (line) line.route = route;
    },
  setTreatmentText:
    (text: string): Edit =>
    (draft) => {
      draft.treatment.text = text;
    },
  toggleUnsure:
    (field: string): Edit =>
    (draft) => {
      draft.unsure = toggled(draft.unsure, field);
    },
  setComment:
    (field: string, text: string): Edit =>
    (draft) => {
      const { [field]: _, ...others } = draft.comments ?? {};
      if (text.trim()) draft.comments = { ...others, [field]: text };
      else if (Object.keys(others).length > 0) draft.comments = others;
      else delete draft.comments;
    },
  setScale:
    (scale: Scale | undefined): Edit =>
    (draft) => {
      if (scale) draft.scale = scale;
      else delete draft.scale;
    },
  toggleSeveral: (): Edit => (draft) => {
    draft.several_conditions = !draft.several_conditions;
  },
  setCannot:
    (reason: CannotAnnotate | null): Edit =>
    (draft) => {
      draft.cannot_annotate = reason;
    },
  /** Takes over another photograph's annotation; marks, sizes, the scale and remarks belong to that photograph. */
  copyFrom:
    (other: Annotation): Edit =>
    (draft) => {
      const { scale: _, comments: __, ...copy } = structuredClone(other);
      delete draft.scale;
      delete draft.comments;
      Object.assign(draft, {
        ...copy,
        lesions: copy.lesions.map((lesion) => ({ ...lesion, marks: [], size_mm: null })),
      });
    },
};
