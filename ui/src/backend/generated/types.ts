// Written by the tests of `app` out of the Rust types; do not edit.

/**
 * What a question tests (paper, table 2).
 */
export type Ability = "lesion_recognition" | "location_recognition" | "attribute_recognition" | "spatial_relation" | "lesion_reasoning" | "disease_diagnosis" | "suggestion_treatment";

/**
 * How one ability came out.
 */
export type AbilityPlan = { 
/**
 * What the questions test.
 */
ability: Ability, 
/**
 * Questions that the target mix asks for.
 */
target: number, 
/**
 * Different questions that the pictures allow at most; some of them lack wrong options that are provably wrong.
 */
possible: number, 
/**
 * Questions drafted.
 */
drafted: number, 
/**
 * Questions left out because too little was provably wrong that would not have given itself away.
 */
not_provable: number, 
/**
 * Questions left out because they could be answered without the picture, whatever was offered.
 */
too_easy_blind: number, };

/**
 * A line of the table whose file is not there.
 */
export type AbsentRow = { 
/**
 * Line of the table.
 */
line: number, 
/**
 * File as the table names it.
 */
file: string, };

/**
 * Why a template may be released that can be answered without pictures.
 */
export type AdmitInput = { 
/**
 * Id of the template.
 */
template: string, 
/**
 * Why.
 */
reason: string, };

/**
 * All coefficients of one table.
 */
export type Agreement = { 
/**
 * Share of agreeing pairs, averaged over items.
 */
percent: Coefficient, 
/**
 * Cohen's kappa per pair (Cohen 1960).
 */
cohen: Array<PairCoefficient>, 
/**
 * Fleiss' kappa (Fleiss 1971) over the items with the full number of readers.
 */
fleiss: Coefficient, 
/**
 * Krippendorff's alpha (Krippendorff 2004).
 */
krippendorff: Alpha, 
/**
 * Gwet's AC1 (Gwet 2008).
 */
gwet_ac1: Coefficient, };

/**
 * What lies behind the coefficients of a table.
 */
export type AgreementDetails = { 
/**
 * Every pair of readers, also those that share no item.
 */
pairs: Array<PairAgreement>, 
/**
 * Every reader.
 */
raters: Array<RaterAgreement>, 
/**
 * Set when Fleiss' kappa and AC1 of the table part.
 */
parting?: Parting, };

/**
 * Agreement of a study.
 */
export type AgreementView = { 
/**
 * Photographs that at least two readers submitted.
 */
photographs: number, 
/**
 * Photographs that the coefficients rest on: all of them, or a random sample.
 */
sampled: number, 
/**
 * Bootstrap rounds behind the intervals.
 */
rounds: number, 
/**
 * By field.
 */
fields: Array<FieldAgreementView>, 
/**
 * Against the reviewed records, and these against audits.
 */
quality: QualityView, 
/**
 * The quality target.
 */
target: number, };

/**
 * Krippendorff's alpha by distance.
 */
export type Alpha = { 
/**
 * Nominal distance: two different answers are at distance 1.
 */
nominal: Coefficient, 
/**
 * MASI distance (Passonneau 2006), when some answer is a set.
 */
masi?: Coefficient, };

/**
 * What else a question could offer.
 */
export type Alternatives = { 
/**
 * What is right, whether it is offered or not.
 */
right: Array<Choice>, 
/**
 * What is provably wrong, with why, and is not offered; what needs the picture most first.
 */
wrong: Array<Choice>, 
/**
 * The answer in words.
 */
answer: Bilingual, };

/**
 * A changed annotation with the reason for it.
 */
export type AmendInput = { 
/**
 * Whose submitted reading is changed.
 */
photograph: PhotographId, 
/**
 * The annotation as it stands on the screen.
 */
draft: DraftView, 
/**
 * Why it is changed.
 */
reason: string, };

/**
 * One physician's reading of one photograph.
 */
export type Annotation = { 
/**
 * All visible regions.
 */
regions: Array<Code>, 
/**
 * Lesion cards.
 */
lesions: Array<Lesion>, 
/**
 * Relations between cards.
 */
relations: Array<Relation>, 
/**
 * Ranked differential diagnosis.
 */
differential: Differential, 
/**
 * Diagnostic reasoning in words.
 */
reasoning: string, 
/**
 * Suggestion and treatment.
 */
treatment: Treatment, 
/**
 * Fields marked "unsure", by field path such as `regions` or `lesion/2/attribute.size`.
 */
unsure: Array<string>, 
/**
 * Remarks on single fields, by the same paths; not compared and not counted.
 */
comments?: { [key in string]: string }, 
/**
 * Line of known length, when there is one in the picture.
 */
scale?: Scale, 
/**
 * More than one condition is visible.
 */
several_conditions: boolean, 
/**
 * Set when the photograph cannot be annotated; the other sections may then be empty.
 */
cannot_annotate: CannotAnnotate | null, };

/**
 * What wrote a file.
 */
export type AnnotationFormat = "label_studio" | "coco" | "table";

/**
 * A file of annotations, and what was decided about it so far.
 */
export type AnnotationImportInput = { 
/**
 * The file.
 */
path: string, 
/**
 * Folder with its pictures; the file's own where none is named.
 */
photographs: string | null, 
/**
 * Whose annotations; need not be said where there is one.
 */
annotator: ExternalAnnotator | null, 
/**
 * What columns of a table are for, by their place from 0, where it is not what their header says.
 */
columns: { [key in number]: ColumnUse }, 
/**
 * What words mean, where it is not what they seem to.
 */
labels: Array<ExternalLabelChoice>, 
/**
 * What free texts become, by their field, where it is not what its name says.
 */
texts: { [key in string]: ExternalTextUse }, 
/**
 * Why what is taken in is submitted at once, as the senior reads it: in which tool it was made. What the file does
 * not say is marked as unsure. Without it all become drafts.
 */
submit: string | null, };

/**
 * How a file is understood.
 */
export type AnnotationImportPreview = { 
/**
 * Which tool wrote it.
 */
format: AnnotationFormat, 
/**
 * Everybody who annotated in it.
 */
annotators: Array<ExternalAnnotatorView>, 
/**
 * Whose annotations are looked at; none while that must be chosen.
 */
annotator: ExternalAnnotator | null, 
/**
 * Columns of a table.
 */
columns: Array<ExternalColumn>, 
/**
 * Words, the most frequent first, at most 500.
 */
labels: Array<ExternalLabelView>, 
/**
 * Rarer words; they are left out.
 */
labels_beyond: number, 
/**
 * Fields of free text.
 */
texts: Array<ExternalTextView>, 
/**
 * Pictures that the annotator says something of.
 */
pictures: number, 
/**
 * Those among the person's photographs that wait untouched.
 */
waiting: number, 
/**
 * Pictures that are left out, and why.
 */
left_out: Array<ExternalLeftOut>, };

/**
 * What came of it.
 */
export type AnnotationImportReport = { 
/**
 * Drafts that begin with what the file says.
 */
drafts: number, 
/**
 * Annotations that were submitted.
 */
submitted: number, 
/**
 * Everything that was left out, by picture.
 */
left_out: Array<ExternalLeftOut>, 
/**
 * Words without meaning here, and how often they stand in the file.
 */
labels: Array<[ExternalLabel, number]>, 
/**
 * Whether it was cancelled; start it again to go on.
 */
cancelled: boolean, };

/**
 * One photograph as its physician opens it.
 */
export type AnnotationView = { 
/**
 * The one that was asked for.
 */
photograph: PhotographId, 
/**
 * Draft, empty when not started.
 */
draft: DraftView, 
/**
 * Revision that was submitted; empty before.
 */
revision: number | null, 
/**
 * Whether the draft differs from what was submitted: it counts only once it is amended.
 */
changed: boolean, 
/**
 * Whether nothing can be amended any more: a review is signed, or it was no reading of the study.
 */
closed: boolean, 
/**
 * What is missing before submitting.
 */
missing: Array<Missing>, 
/**
 * What contradicts the definitions in the draft; none for trials, and for what cannot be changed any more.
 */
hints: Array<Hint>, 
/**
 * What a senior asks about it.
 */
queries: Array<QueryView>, };

/**
 * What a reader writes back to a senior.
 */
export type AnswerInput = { 
/**
 * Id of the question, as it was asked.
 */
query: string, 
/**
 * In words; not empty.
 */
answer: string, };

/**
 * A refusal: code and what its sentence needs.
 */
export type AppError = { 
/**
 * Code.
 */
code: ErrorCode, 
/**
 * Values for the sentence.
 */
args: Record<string, unknown>, };

/**
 * A question to ask.
 */
export type AskInput = { 
/**
 * What the question is about.
 */
photograph: PhotographId, 
/**
 * Which reader, from 0.
 */
reader: number, 
/**
 * What it is about.
 */
slot: Slot, 
/**
 * The question.
 */
text: string, };

/**
 * How to assign.
 */
export type AssignInput = { 
/**
 * Seed, so that the assignment can be repeated.
 */
seed: number, 
/**
 * Who is to annotate; physicians who have joined when nobody is named.
 */
people: Array<PersonId> | null, };

/**
 * What was assigned.
 */
export type AssignedView = { 
/**
 * Photographs that were assigned now.
 */
photographs: number, };

/**
 * What an assignment would do.
 */
export type AssignmentPreview = { 
/**
 * Photographs that wait for readers.
 */
photographs: number, 
/**
 * Readers of each.
 */
readers: number, 
/**
 * All physicians.
 */
people: Array<LoadView>, 
/**
 * Fewer people are chosen than a photograph is to have readers.
 */
too_few: boolean, };

/**
 * Result of the audits.
 */
export type Audit = { 
/**
 * Position balance by number of options.
 */
positions: Array<PositionBalance>, 
/**
 * Questions by form.
 */
forms: { [key in Form]?: number }, 
/**
 * Questions by ability.
 */
abilities: { [key in Ability]?: number }, 
/**
 * Ids of questions that repeat another one on the same photograph.
 */
duplicates: Array<string>, };

/**
 * The reviewed records against annotations made afresh by other seniors.
 */
export type AuditQualityView = { 
/**
 * Photographs compared.
 */
photographs: number, 
/**
 * All entities.
 */
all: KindQuality, 
/**
 * By kind of entity.
 */
kinds: Array<KindQuality>, };

/**
 * How far audits are.
 */
export type AuditsView = { 
/**
 * Photographs drawn so far.
 */
drawn: number, 
/**
 * Of these, annotated afresh.
 */
read: number, 
/**
 * Reviewed photographs that can still be drawn.
 */
left: number, };

/**
 * One backup.
 */
export type BackupView = { 
/**
 * File.
 */
path: string, 
/**
 * When it was written, milliseconds since 1970, UTC; none where it cannot be read.
 */
at_ms: number | null, 
/**
 * Entries in it.
 */
entries: number | null, 
/**
 * Size of the file, in bytes.
 */
bytes: number, 
/**
 * Whether it lies in the second place.
 */
second: boolean, };

/**
 * What was written.
 */
export type BackupWrittenView = { 
/**
 * Whether a backup was written; not where none was due.
 */
written: boolean, 
/**
 * Whether it lies in the second place too.
 */
second: boolean, };

/**
 * Where backups of the study lie, and which there are.
 */
export type BackupsView = { 
/**
 * Folder in the study's own.
 */
first: string, 
/**
 * Second place, where one is chosen.
 */
second: string | null, 
/**
 * Whether the second place is there now.
 */
second_found: boolean, 
/**
 * The newest first.
 */
backups: Array<BackupView>, };

/**
 * A cell that is not understood.
 */
export type BadCell = { 
/**
 * Line of the file, or row of the sheet, from 1.
 */
line: number, 
/**
 * What the column tells.
 */
field: TableField, 
/**
 * Header of the column.
 */
column: string, 
/**
 * What stands there.
 */
value: string, 
/**
 * What is wrong with it.
 */
problem: CellProblem, 
/**
 * What may stand there, where that is a short list.
 */
choices: Array<string>, };

/**
 * What is decided besides.
 */
export type Besides = { "kind": "nothing" } | { "kind": "line", 
/**
 * Which.
 */
slot: Slot, 
/**
 * How.
 */
decision: Decision, } | { "kind": "rest" };

/**
 * Text in both languages of the study.
 */
export type Bilingual = { 
/**
 * English.
 */
en: string, 
/**
 * Chinese.
 */
zh: string, };

/**
 * A way to answer without looking.
 */
export type BlindRule = "majority" | "longest" | "most_specific" | "odd_one_out" | "position" | "in_the_stem" | "other_questions";

/**
 * A photograph to put into the set, or to take out of it.
 */
export type CalibrationInput = { 
/**
 * Photograph, accepted and not assigned.
 */
photograph: PhotographId, 
/**
 * Whether it is to be in the set.
 */
chosen: boolean, };

/**
 * How one physician did.
 */
export type CalibrationPersonView = { 
/**
 * Name.
 */
name: string, 
/**
 * Photographs submitted.
 */
submitted: number, 
/**
 * Against the references, by kind of entity; empty until all are submitted.
 */
kinds: Array<KindQuality>, };

/**
 * The calibration set as a person may see it.
 */
export type CalibrationView = { 
/**
 * Photographs in the set.
 */
photographs: number, 
/**
 * Photographs that a senior has read; physicians see these alone.
 */
referenced: number, 
/**
 * Physicians: everybody for coordinators and seniors, oneself for others.
 */
people: Array<CalibrationPersonView>, };

/**
 * Why a photograph cannot be annotated.
 */
export type CannotAnnotate = "poor_quality" | "no_lesion" | "out_of_scope" | "conflict_of_interest";

/**
 * What the manifest or the folder said about a photograph. The subject is a pseudonym.
 */
export type Capture = { 
/**
 * Pseudonym of the subject.
 */
subject: string, 
/**
 * Visit, when several.
 */
visit: string | null, 
/**
 * Camera distance.
 */
distance: Distance | null, 
/**
 * Age in years, 0 to [`MAX_AGE_YEARS`]; a range up to that means "and older".
 */
age_years: NumberRange | null, 
/**
 * As recorded; none where nothing is known.
 */
sex: Sex | null, 
/**
 * Fitzpatrick skin type 1 to 6.
 */
fitzpatrick: NumberRange | null, 
/**
 * Clinical or dermoscopy.
 */
modality: Modality | null, 
/**
 * Columns of the table that mean nothing here, kept by their header. Only coordinators see them; they are never
 * released.
 */
notes?: { [key in string]: string }, };

/**
 * A lesion under comparison, named by the card numbers of its readers: `1-2`, `0-3`; 0 where a reader has none. Pairing
 * others by hand, or amending something else, leaves the name as it is.
 */
export type Cards = string;

/**
 * Another value for one cell.
 */
export type CellCorrection = { 
/**
 * Line of the table.
 */
line: number, 
/**
 * Column.
 */
field: TableField, 
/**
 * What stands there instead; an empty text for "not known", and of a file, for "leave this line out".
 */
value: string, };

/**
 * Why a cell is not understood.
 */
export type CellProblem = "empty" | "age" | "word" | "skin_type" | "repeated" | "ambiguous" | "text";

/**
 * One field of a photograph that a later table changed.
 */
export type Change = { 
/**
 * Path within the folder.
 */
file: string, 
/**
 * The one that was in the study before.
 */
photograph: PhotographId, 
/**
 * Field; none for notes.
 */
field: TableField | null, 
/**
 * What was known.
 */
before: unknown, 
/**
 * What the table says.
 */
after: unknown, };

/**
 * Another password for whoever is signed in.
 */
export type ChangePasswordInput = { 
/**
 * Password until now.
 */
old: string, 
/**
 * Password from now on.
 */
new: string, };

/**
 * One option of a multiple-choice question.
 */
export type Choice = { 
/**
 * Term behind the option; empty when a senior wrote it freely.
 */
code: Code | null, 
/**
 * What is shown.
 */
text: Bilingual, 
/**
 * Whether it is right.
 */
correct: boolean, 
/**
 * Why it cannot be right; none at a right one, and where a senior wrote it freely.
 */
why_wrong?: WhyFalse, };

/**
 * Stable code of a term, for example `lesion.papule`.
 */
export type Code = string;

/**
 * How often a reader gave a code.
 */
export type CodeRate = { 
/**
 * The code.
 */
code: string, 
/**
 * The reader's answers that have it.
 */
count: number, 
/**
 * Share of the reader's answers that have it, 0 to 1.
 */
share: number, };

/**
 * A coefficient and the number of items behind it.
 */
export type Coefficient = { 
/**
 * Value; empty when undefined.
 */
value: number | null, 
/**
 * Items that at least two readers answered (and that the coefficient could use).
 */
count: number, 
/**
 * 95 % interval, lower and upper end; empty when it was not asked for or is undefined.
 */
interval?: [number, number], };

/**
 * What a column of a table is for.
 */
export type ColumnUse = "none" | "file" | "annotator" | "x" | "y" | "width" | "height" | "right" | "bottom" | "picture_width" | "picture_height" | "labels" | "text";

/**
 * Settings of the protocol; what is not named stays as it is.
 */
export type ConfigureInput = { 
/**
 * Readers per photograph that is assigned from now on, 2 to 5.
 */
readers: number | null, 
/**
 * Minutes of rest after which the window locks, 1 to 30.
 */
idle_minutes: number | null, 
/**
 * Whether annotators see age, sex and skin type beside the photograph.
 */
subject_shown: boolean | null, };

/**
 * What is confused.
 */
export type Confused = "lesions" | "first_diagnosis";

/**
 * What is stated where something else is right, counted.
 */
export type Confusion = { 
/**
 * Codes, those that are confused most often first.
 */
terms: Array<string>, 
/**
 * Counts by what is right (rows) and what is stated (columns), in the order of the terms.
 */
counts: Array<Array<number>>, };

/**
 * What is stated where the reviewed record says something else.
 */
export type ConfusionView = { 
/**
 * What is confused.
 */
field: Confused, 
/**
 * Counts.
 */
matrix: Confusion, };

/**
 * Values of one attribute of one lesion that exclude each other.
 */
export type Contradiction = { 
/**
 * Lesion card.
 */
lesion: number, 
/**
 * Field path, as in [`Annotation::unsure`].
 */
field: string, 
/**
 * The values, in the order of their scale.
 */
values: Array<Code>, };

/**
 * A new study.
 */
export type CreateInput = { 
/**
 * Folder, which must not exist or be empty.
 */
folder: string, 
/**
 * What the study is called on every screen.
 */
title: string, 
/**
 * Language of released questions.
 */
language: Language, 
/**
 * Name of the first coordinator.
 */
name: string, 
/**
 * The coordinator's password.
 */
password: string, 
/**
 * Further roles of the coordinator.
 */
roles: Array<Role>, };

/**
 * A study that was just created.
 */
export type CreatedView = { 
/**
 * The coordinator is signed in at once.
 */
session: SessionView, 
/**
 * Text of the recovery sheet; shown once, kept nowhere.
 */
recovery: string, };

/**
 * What a senior decides for one slot.
 */
export type Decision = { "choice": "reader", 
/**
 * Which reader.
 */
reader: number, } | { "choice": "both" } | { "choice": "neither", 
/**
 * Why, when it overrides all readers.
 */
reason: string, } | { "choice": "own", 
/**
 * Codes that fit the line, stated by readers or not.
 */
values: Array<Code>, 
/**
 * Why.
 */
reason: string, };

/**
 * Everything a senior decided on one photograph; also the draft of it.
 */
export type Decisions = { 
/**
 * Decision by slot; agreed slots need none.
 */
slots: { [key in string]: Decision }, 
/**
 * The reviewed differential, empty until the senior decides or takes over the fused one.
 */
differential: Array<Code> | null, 
/**
 * Reasoning in words.
 */
reasoning: string, 
/**
 * Treatment in words.
 */
treatment_text: string, 
/**
 * Lesions that were paired or unpaired by hand.
 */
pairing?: Array<Array<number | null>>, 
/**
 * Marks by lesion (key of its group); without a decision those of the first reader who drew some.
 */
marks?: { [key in string]: MarksDecision }, };

/**
 * A person of a demo study.
 */
export type DemoPersonView = { 
/**
 * Name.
 */
name: string, 
/**
 * No secret: it stands on the screen.
 */
password: string, 
/**
 * The first role, as it is shown.
 */
role: string, };

/**
 * Up to three diseases, the most plausible first, no ties (paper, section 3.3, "Disease").
 */
export type Differential = Array<{ 
/**
 * Code of the vocabulary; once in a differential.
 */
disease: Code, 
/**
 * Confidence 1 to 5.
 */
confidence: number | null, }>;

/**
 * Why a photograph is discarded; a closed list.
 */
export type DiscardReason = "unclear" | "bad_exposure" | "no_body_surface" | "shows_identity" | "duplicate";

/**
 * How far the camera was (paper, section 3.2).
 */
export type Distance = "near" | "medium" | "far";

/**
 * How many questions to draft.
 */
export type DraftQuestionsInput = { 
/**
 * Questions in all, in the target mix.
 */
count: number, 
/**
 * Seed, so that the draft can be repeated.
 */
seed: number, };

/**
 * Work in progress, as saved.
 */
export type DraftView = { 
/**
 * The annotation so far.
 */
annotation: Annotation, 
/**
 * Undo history, kept for the screen as it gave it.
 */
history: unknown, 
/**
 * Active time in seconds.
 */
active_seconds: number, };

/**
 * What was drafted.
 */
export type DraftedView = { 
/**
 * Questions drafted now.
 */
drafted: number, 
/**
 * Target, possible, drafted and left out, by ability.
 */
plan: Array<AbilityPlan>, 
/**
 * How many times all questions were read blind, and those that were too easy drafted anew.
 */
rounds: number, };

/**
 * How many reviewed photographs to draw.
 */
export type DrawAuditInput = { 
/**
 * Photographs.
 */
count: number, 
/**
 * Seed, so that the draw can be repeated.
 */
seed: number, };

/**
 * How an English noun counts.
 */
export type EnglishNumber = "count" | "mass" | "plural";

/**
 * Of which kind an entity is, or what a figure is about.
 */
export type EntityKind = "region" | "lesion" | "site" | "role" | "attribute" | "relation" | "disease" | "treatment" | "all";

/**
 * Codes of refusals.
 */
export type ErrorCode = "unknown_command" | "bad_input" | "locked" | "not_allowed" | "wrong_password" | "wait" | "password_needed" | "password_in_text" | "wrong_sheet" | "unknown_person" | "weak_password" | "folder_needed" | "study_not_found" | "already_there" | "study_damaged" | "study_newer" | "study_in_use" | "disk_full" | "file_access" | "path_not_found" | "path_forbidden" | "table_unreadable" | "annotations_unreadable" | "several_tables" | "table_cells" | "subjects_unknown" | "subject_there" | "unknown_term" | "incomplete" | "contradiction" | "already_submitted" | "already_reviewed" | "amended_meanwhile" | "signed_meanwhile" | "query_open" | "in_review" | "no_auditor" | "too_few_physicians" | "vocabulary_older" | "nothing" | "release_refused" | "release_unsound" | "work_running" | "cancelled" | "internal";

/**
 * Who annotated in the other tool.
 */
export type ExternalAnnotator = { 
/**
 * As the tool names the person or model; empty where it names nobody.
 */
name: string, 
/**
 * Whether it is a model's prediction.
 */
model: boolean, };

/**
 * Somebody who annotated in the other tool.
 */
export type ExternalAnnotatorView = { 
/**
 * How many pictures.
 */
pictures: number, 
/**
 * As the tool names the person or model; empty where it names nobody.
 */
name: string, 
/**
 * Whether it is a model's prediction.
 */
model: boolean, };

/**
 * One column.
 */
export type ExternalColumn = { 
/**
 * Header.
 */
header: string, 
/**
 * What it is for.
 */
used: ColumnUse, 
/**
 * What stands in it first.
 */
sample: string, };

/**
 * A word of another tool, in which somebody annotated.
 */
export type ExternalLabel = { 
/**
 * Control, column or attribute under which it stands.
 */
field: string, 
/**
 * The word.
 */
label: string, };

/**
 * What a word was taken for.
 */
export type ExternalLabelChoice = { 
/**
 * Term; none where it is left out.
 */
term: Code | null, 
/**
 * Control, column or attribute under which it stands.
 */
field: string, 
/**
 * The word.
 */
label: string, };

/**
 * Why a word means a term.
 */
export type ExternalLabelFrom = "remembered" | "name" | "nothing";

/**
 * A word of the other tool.
 */
export type ExternalLabelView = { 
/**
 * How often it stands in the file.
 */
count: number, 
/**
 * Whether it says how two marks lie to each other.
 */
relation: boolean, 
/**
 * What it means; none where it is left out or nobody knows.
 */
term: Code | null, 
/**
 * Why.
 */
from: ExternalLabelFrom, 
/**
 * Control, column or attribute under which it stands.
 */
field: string, 
/**
 * The word.
 */
label: string, };

/**
 * Something that is left out.
 */
export type ExternalLeftOut = { 
/**
 * Picture, as the file names it.
 */
file: string, 
/**
 * Task, or line of a table.
 */
number: number | null, 
/**
 * Why.
 */
reason: ExternalLeftOutReason, 
/**
 * How often in this picture.
 */
count: number, };

/**
 * Why something is left out.
 */
export type ExternalLeftOutReason = "file_not_found" | "file_ambiguous" | "file_unreadable" | "not_yours" | "practice_first" | "started" | "submitted" | "repeated" | "nothing_understood" | "contradiction" | "label" | "text" | "fourth_diagnosis" | "mark_of_no_lesion" | "several_lesions" | "mark_shape" | "mark_numbers" | "turned" | "other_size" | "outside" | "attribute_of_no_lesion" | "relation";

/**
 * What a free text becomes.
 */
export type ExternalTextUse = "none" | "reasoning" | "treatment";

/**
 * A field of free text.
 */
export type ExternalTextView = { 
/**
 * Its name.
 */
field: string, 
/**
 * What stands in it first.
 */
sample: string, 
/**
 * What it probably becomes.
 */
used: ExternalTextUse, };

/**
 * What becomes of a photograph or a question in a release: `in_study` counts all, `released` those in it, the others
 * say why one is left out.
 */
export type Fate = "in_study" | "released" | "not_screened" | "calibration" | "discarded" | "not_reviewed" | "cannot_be_annotated" | "record_amended" | "answered_blind" | "not_translated" | "photograph_not_released" | "not_judged" | "rejected";

/**
 * Agreement on one field.
 */
export type FieldAgreementView = { 
/**
 * Field: `regions`, `lesions`, an attribute's code, `relations`, `first_diagnosis`, `differential`, `treatment`.
 */
field: string, 
/**
 * Coefficients.
 */
agreement: Agreement, 
/**
 * Pairs, readers, and where kappa and AC1 part; not in a release.
 */
details?: AgreementDetails, };

/**
 * One thing that is wrong with a release.
 */
export type FindingView = { 
/**
 * Path within the release.
 */
file: string, 
/**
 * Line, from 1.
 */
line: number | null, 
/**
 * Code.
 */
what: string, 
/**
 * More.
 */
detail: string, };

/**
 * Perceptual hash of a picture: pictures that look alike differ in few of its 64 bits (Zauner 2010,
 * gradient hash of low frequencies). Written as 16 hexadecimal digits.
 */
export type Fingerprint = string;

/**
 * How a question is asked (paper, section 3.4, "Diverse question types").
 */
export type Form = "multiple_choice" | "judgement" | "fill_in_the_blank" | "short_answer";

/**
 * One disease of the fused differential.
 */
export type FusedItemView = { 
/**
 * Code of the vocabulary.
 */
disease: Code, 
/**
 * Competition rank.
 */
rank: number, 
/**
 * Exact weight, such as `3/2`.
 */
weight: string, 
/**
 * Share of all weights.
 */
normalized: number, 
/**
 * Place in each reader's list, from 1; empty where the reader does not name it.
 */
places: Array<number | null>, };

/**
 * The fused differential.
 */
export type FusedView = { 
/**
 * Version of the rule.
 */
rule: string, 
/**
 * By rank.
 */
items: Array<FusedItemView>, 
/**
 * A tie at rank 1.
 */
tie_at_first: boolean, 
/**
 * The readers share a disease.
 */
shared: boolean, 
/**
 * The senior must decide.
 */
needs_adjudication: boolean, 
/**
 * What is taken over when nothing else is decided.
 */
prefilled: Array<Code>, };

/**
 * Grade of a physician (paper, section 4.1).
 */
export type Grade = "primary" | "senior";

/**
 * One contradiction.
 */
export type Hint = { 
/**
 * What is contradicted.
 */
rule: Rule, 
/**
 * Lesion card (number) it is about, when one.
 */
lesion: number | null, 
/**
 * Terms that contradict each other, in the order in which the sentence names them. With a
 * card the first is its lesion type; with a relation they read as it does: lesion, relation
 * (or two), lesion.
 */
terms: Array<Code>, };

/**
 * What waits for this person.
 */
export type HomeView = { 
/**
 * Most urgent first; the first with something waiting is the next piece of work.
 */
tasks: Array<TaskView>, 
/**
 * Whole study, for coordinators and seniors: imported, accepted, annotated, reviewed, approved questions.
 */
study: [number, number, number, number, number] | null, };

/**
 * A folder to import, and what was decided about it.
 */
export type ImportInput = { 
/**
 * Folder with photographs.
 */
folder: string, 
/**
 * Table of the photographs; the one beside them where none is named; an empty text for none.
 */
table?: string | null, 
/**
 * Sheet of a workbook; the first that is not empty where none is named.
 */
sheet?: string | null, 
/**
 * Columns chosen by hand, from 0; none for "no column". Fields that are not named are found by their header.
 */
columns?: { [key in TableField]?: number | null }, 
/**
 * Whether columns that mean nothing here are kept as notes.
 */
keep_notes?: boolean, 
/**
 * What names the subject of files that the table does not name; they are left out where nothing does.
 */
subject_from?: SubjectFrom | null, 
/**
 * Cells that were corrected by hand.
 */
cells?: Array<CellCorrection>, 
/**
 * Subjects that were given another name by hand.
 */
subjects?: { [key in string]: string }, };

/**
 * What an import would do.
 */
export type ImportPreview = { 
/**
 * Tables that lie beside the photographs.
 */
tables: Array<string>, 
/**
 * Tables of which one, or none, must be chosen first.
 */
undecided_tables: Array<string>, 
/**
 * The table that is followed.
 */
table: TableView | null, 
/**
 * Files in the folder that may be photographs.
 */
offered: number, 
/**
 * Those of them whose subject is known: they would be imported.
 */
photographs: number, 
/**
 * The first of them as they were understood.
 */
sample: Array<PlannedView>, 
/**
 * Subjects, by name.
 */
subjects: Array<SubjectPlan>, 
/**
 * Cells that must be corrected first.
 */
bad_cells: Array<BadCell>, 
/**
 * Lines whose file is not there.
 */
absent: Array<AbsentRow>, 
/**
 * What is passed over.
 */
left_out: Array<LeftOut>, 
/**
 * How many are in the study already.
 */
known: number, 
/**
 * What the table changes in those.
 */
changes: Array<Change>, };

/**
 * What came of an import.
 */
export type ImportReport = { 
/**
 * Where the files lay on this computer.
 */
folder: string, 
/**
 * Table that was followed.
 */
table: string | null, 
/**
 * Files in the folder that may be photographs.
 */
offered: number, 
/**
 * Photographs taken in.
 */
imported: number, 
/**
 * Exact copies of photographs that are in the study.
 */
duplicates: number, 
/**
 * Their paths within the folder.
 */
duplicate_files: Array<string>, 
/**
 * What the table changed in photographs that were in the study.
 */
updated: Array<Change>, 
/**
 * Photographs that were taken in, and what was remarkable about their files.
 */
noted: Array<NamedFile>, 
/**
 * Files refused.
 */
refused: Array<NamedFile>, 
/**
 * Lines of the table whose file was not found.
 */
absent: Array<AbsentRow>, 
/**
 * What was passed over.
 */
left_out: Array<LeftOut>, 
/**
 * Whether it was cancelled; start it again to go on.
 */
cancelled: boolean, };

/**
 * The one-time code for somebody who was invited, or invited again; shown once.
 */
export type InvitationView = { 
/**
 * Whom the code is for.
 */
person: PersonId, 
/**
 * One-time code to hand over; shown once.
 */
code: string, };

/**
 * Somebody to invite.
 */
export type InviteInput = { 
/**
 * Name to sign in with.
 */
name: string, 
/**
 * What the person may do; at least one.
 */
roles: Array<Role>, 
/**
 * Of physicians: primary (general practice) or senior (specialist).
 */
grade: Grade | null, 
/**
 * Years of experience.
 */
years: number | null, 
/**
 * Where the person works, in words.
 */
department: string | null, };

/**
 * First sign-in of an invited person.
 */
export type JoinInput = { 
/**
 * Folder of the study.
 */
folder: string, 
/**
 * Name.
 */
name: string, 
/**
 * One-time code from the coordinator.
 */
code: string, 
/**
 * Password that the person chooses.
 */
password: string, };

/**
 * A judgement of one question.
 */
export type JudgeInput = { 
/**
 * Question.
 */
id: string, 
/**
 * Approve, perhaps reworded, or reject.
 */
judgement: Judgement, 
/**
 * What was answered before the key was shown.
 */
answered?: string | null, };

/**
 * What is decided.
 */
export type Judgement = { "verdict": "approve", 
/**
 * The question as edited; empty to approve it as it stands.
 */
edited: Question | null, } | { "verdict": "reject", 
/**
 * Why.
 */
reason: string, };

/**
 * An import that was made.
 */
export type KeptReport = { 
/**
 * Number.
 */
id: number, 
/**
 * Milliseconds since 1970, UTC.
 */
at_ms: number, 
/**
 * What came of it.
 */
report: ImportReport, };

/**
 * The six vocabularies.
 */
export type Kind = "region" | "lesion" | "attribute" | "relation" | "disease" | "treatment";

/**
 * How good some annotations are, for one kind of entity.
 */
export type KindQuality = { 
/**
 * Which entities are counted.
 */
kind: EntityKind, 
/**
 * Share of what was stated that is right.
 */
precision: Share, 
/**
 * Share of what is right that was stated.
 */
recall: Share, 
/**
 * Harmonic mean of the two (F1): twice what is shared over all that is stated and right. Its interval is
 * that of such a share, which is an approximation.
 */
f1: Share, };

/**
 * Languages of the study.
 */
export type Language = "en" | "zh";

/**
 * How far some questions can be answered without their picture.
 */
export type Leak = { 
/**
 * Questions.
 */
questions: number, 
/**
 * Share that dice would answer right, 0 to 1.
 */
chance: number, 
/**
 * Share that the blind examinee answers right, trained on other subjects.
 */
blind: number, 
/**
 * 95 % interval of that share, subjects resampled; none with fewer than two subjects.
 */
interval: [number, number] | null, 
/**
 * What follows for a template of such questions.
 */
level: LeakLevel, 
/**
 * Share that each rule of thumb answers right; of those that can be applied.
 */
rules: { [key in BlindRule]?: number }, };

/**
 * What becomes of questions that can be answered blind.
 */
export type LeakLevel = "fine" | "marked" | "held_back";

/**
 * The leaks of a set of questions.
 */
export type Leaks = { 
/**
 * By template.
 */
templates: { [key in string]: Leak }, 
/**
 * By ability.
 */
abilities: { [key in Ability]?: Leak }, 
/**
 * By form.
 */
forms: { [key in Form]?: Leak }, 
/**
 * By question: how surely the blind examinee of another fold gives the right answer, 0 to 1.
 */
bias: { [key in string]: number }, };

/**
 * Something in the folder that is not imported.
 */
export type LeftOut = { 
/**
 * Path within the folder.
 */
path: string, 
/**
 * Why.
 */
reason: LeftOutReason, 
/**
 * How many files: 1, or all in a folder as far as they can be counted.
 */
files: number, };

/**
 * Why something in the folder was passed over.
 */
export type LeftOutReason = "system_folder" | "hidden" | "link" | "not_a_file" | "folder_unreadable" | "no_row" | "no_subject";

/**
 * One kind of lesion on the photograph.
 */
export type Lesion = { 
/**
 * Number of the card, unique within the annotation; relations refer to it.
 */
number: number, 
/**
 * Lesion type.
 */
lesion: Code, 
/**
 * Primary or secondary.
 */
role: LesionRole | null, 
/**
 * On which of the chosen regions.
 */
regions: Array<Code>, 
/**
 * Values of the six attributes; several of one attribute only where the scales of the vocabulary allow it.
 */
attributes: Array<Code>, 
/**
 * Marks on the photograph.
 */
marks: Array<Mark>, 
/**
 * Largest diameter in millimetres.
 */
size_mm: number | null, };

/**
 * Whether a lesion arose first or out of another one.
 */
export type LesionRole = "primary" | "secondary";

/**
 * One line of a review.
 */
export type Line = { 
/**
 * Lesion that it hangs on, from 0; none for the lesion itself.
 */
hangs_on: number | null, 
/**
 * What stands in the record, as it is decided now.
 */
value: Array<Code>, 
/**
 * Whether it waits for the senior: the readers differ, nothing is decided, and it is needed.
 */
waits: boolean, 
/**
 * Whether something on this line keeps the review from being signed.
 */
open: boolean, 
/**
 * Whether it needs no decision: what it hangs on is dropped, or the photograph cannot be annotated.
 */
needless: boolean, 
/**
 * Whether the decision on its lesion, which one reader alone states, carries it.
 */
carried: boolean, 
/**
 * Whether the readers differ.
 */
differs: boolean, 
/**
 * Whether several readers state something, so that leaving it out, or another value, needs a reason.
 */
needs_reason: boolean, 
/**
 * Whether it holds one value only.
 */
single: boolean, 
/**
 * Whether what all readers state can stand together.
 */
all_hold: boolean, 
/**
 * Whether a senior can state something that no reader does.
 */
own: boolean, 
/**
 * Place that the readers fill; once in a comparison.
 */
slot: Slot, 
/**
 * Section of the annotation.
 */
section: Section, 
/**
 * What the line is about.
 */
subject: Subject, 
/**
 * What each reader states, in reader order; empty means not stated.
 */
values: Array<Array<Code>>, 
/**
 * How the values of all readers stand to each other.
 */
state: State, };

/**
 * Where to look for backups.
 */
export type ListBackupsInput = { 
/**
 * Folder of a study, or one with backups in it.
 */
folder: string, };

/**
 * A physician and his or her photographs.
 */
export type LoadView = { 
/**
 * Who reads them.
 */
person: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Whether the person has chosen a password.
 */
joined: boolean, 
/**
 * Whether the person has left the study, and gets nothing any more.
 */
left: boolean, 
/**
 * Whether the person would get photographs.
 */
chosen: boolean, 
/**
 * Photographs so far.
 */
has: number, 
/**
 * Photographs so far on which nothing is saved or submitted: these can be taken back.
 */
not_begun: number, 
/**
 * Photographs that would be added.
 */
gets: number, };

/**
 * The log of this machine.
 */
export type LogView = { 
/**
 * The newest lines, the newest first.
 */
lines: Array<string>, 
/**
 * How many there are in all.
 */
total: number, };

/**
 * A place on the photograph, in pixels of the upright full-size picture, origin top left.
 */
export type Mark = { "shape": "point", 
/**
 * Pixels from the left.
 */
x: number, 
/**
 * Pixels from the top.
 */
y: number, } | { "shape": "box", 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Extent to the right, in pixels; positive.
 */
width: number, 
/**
 * Extent downwards, in pixels; positive.
 */
height: number, } | { "shape": "polygon", 
/**
 * Corners in order, `[x, y]` each.
 */
points: Array<[number, number]>, };

/**
 * Marks of one lesion of the reviewed record.
 */
export type MarkedLesionView = { 
/**
 * Its type.
 */
lesion: Code, 
/**
 * Places on the photograph.
 */
marks: Array<Mark>, };

/**
 * Which marks a lesion of the reviewed record gets.
 */
export type MarksDecision = { "marks": "reader", 
/**
 * Which reader, from 0.
 */
reader: number, } | { "marks": "all" } | { "marks": "own", 
/**
 * Marks.
 */
drawn: Array<Mark>, };

/**
 * Rectangle that is painted over before anybody else sees the picture; upright photo pixels.
 */
export type MaskRectangle = { 
/**
 * Left edge in pixels.
 */
x: number, 
/**
 * Top edge in pixels.
 */
y: number, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, };

/**
 * Something a draft still lacks before it may be submitted.
 */
export type Missing = { 
/**
 * Where.
 */
section: Section, 
/**
 * Field path, as in [`Annotation::unsure`]; marking it unsure settles it.
 */
field: string, 
/**
 * Lesion card, when it is about one.
 */
lesion: number | null, 
/**
 * Attribute, when it is about one.
 */
attribute: Code | null, };

/**
 * How the picture was taken.
 */
export type Modality = "clinical" | "dermoscopy";

/**
 * A file of which something is to be said: why it was refused, or what was remarkable about it.
 */
export type NamedFile = { 
/**
 * Path within the folder.
 */
path: string, 
/**
 * Reason, as a code.
 */
code: string, 
/**
 * Reason in English.
 */
sentence: string, };

/**
 * Why somebody who may do such things may not do this one.
 */
export type NotAllowedBecause = "joined" | "assigned" | "left" | "invited" | "own_audit" | "own_annotation" | "not_annotated" | "started" | "not_agreed";

/**
 * Why an entry changes nothing.
 */
export type NotInForce = "there_already" | "nothing_there" | "same_picture" | "is_copy" | "wrong_role" | "not_assigned" | "wrong_revision" | "reviewed_before" | "own_reading" | "out_of_date" | "unknown_kind";

/**
 * How a [`NumberRange`] is written.
 */
export type NumberRange = number | { 
/**
 * The least it can be.
 */
from: number, 
/**
 * The most it can be.
 */
to: number, };

/**
 * Sign-in.
 */
export type OpenInput = { 
/**
 * Folder of the study.
 */
folder: string, 
/**
 * Name.
 */
name: string, 
/**
 * At least twelve characters; a one-time code where the person has not joined yet.
 */
password: string, };

/**
 * Two readers.
 */
export type PairAgreement = { 
/**
 * The two readers.
 */
raters: [string, string], 
/**
 * Items both answered.
 */
count: number, 
/**
 * Share of these with the same answer, 0 to 1; empty when there are none.
 */
percent: number | null, 
/**
 * Cohen's kappa (Cohen 1960); empty when undefined.
 */
cohen: number | null, 
/**
 * Gwet's AC1 (Gwet 2008), the categories being the answers of the whole table; empty when undefined.
 */
gwet_ac1: number | null, 
/**
 * Set when Cohen's kappa and AC1 part.
 */
parting?: Parting, };

/**
 * Cohen's kappa of one pair of readers.
 */
export type PairCoefficient = { 
/**
 * The two readers.
 */
raters: [string, string], 
/**
 * Value; empty when undefined.
 */
value: number | null, 
/**
 * Items both answered.
 */
count: number, 
/**
 * 95 % interval, lower and upper end; empty when it was not asked for or is undefined.
 */
interval?: [number, number], };

/**
 * Kappa and AC1 differ by more than 0.2.
 *
 * When one answer prevails, chance agreement as kappa has it is so high that kappa is low although
 * readers nearly always agree (Feinstein and Cicchetti 1990, "High agreement but low kappa: I. The
 * problems of two paradoxes"). AC1 does not fall with it.
 */
export type Parting = { 
/**
 * Share of the commonest answer among the answers compared, 0 to 1.
 */
prevalence: number, 
/**
 * That is why: the commonest answer has a share above 0.8.
 */
by_prevalence: boolean, };

/**
 * Id of an enrolled person (UUIDv7 as text).
 */
export type PersonId = string;

/**
 * A person as others see him or her.
 */
export type PersonView = { 
/**
 * Stays the same whatever the person is called.
 */
id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * What the person may do; several are possible.
 */
roles: Array<Role>, 
/**
 * Of physicians: primary (general practice) or senior (specialist).
 */
grade: Grade | null, 
/**
 * Years of experience.
 */
years: number | null, 
/**
 * Where the person works, in words.
 */
department: string | null, 
/**
 * Whether the person has chosen a password.
 */
joined: boolean, 
/**
 * Whether the person has left the study.
 */
left: boolean, 
/**
 * Photographs assigned; for coordinators only.
 */
assigned: number | null, 
/**
 * Photographs submitted; for coordinators only.
 */
submitted: number | null, 
/**
 * Wrong passwords in a row since the last right one; for coordinators only.
 */
wrong_passwords: number | null, };

/**
 * Id of a photograph (UUIDv7 as text); says nothing about file, subject or order of import.
 */
export type PhotographId = string;

/**
 * One photograph.
 */
export type PhotographView = { 
/**
 * Id; `photo://<id>/<size>` is its picture.
 */
id: PhotographId, 
/**
 * Subject, distance and so on.
 */
capture: Capture, 
/**
 * Upright width in pixels.
 */
width_px: number, 
/**
 * Upright height in pixels.
 */
height_px: number, 
/**
 * Measured quality.
 */
quality: Quality, 
/**
 * What screening decided.
 */
screening: Screening | null, 
/**
 * Rectangles that are painted over, in upright pixels.
 */
masks: Array<MaskRectangle>, 
/**
 * How far it has come.
 */
stage: Stage, 
/**
 * An earlier photograph that looks nearly the same; only where photographs are listed for screening.
 */
near: PhotographId | null, };

/**
 * Something about a photograph that was taken in nevertheless.
 */
export type PictureNote = "mended" | "primary_of_several";

/**
 * Why a photograph is refused; the sentence for each is the screen's.
 */
export type PictureRefusal = "file_too_large" | "too_many_pixels" | "side_too_long" | "unsupported_format" | "heic" | "high_dynamic_range" | "video" | "several_pages" | "raw" | "animated" | "unsupported_colours" | "unreadable" | "too_slow" | "decoder_died";

/**
 * A photograph as it was understood.
 */
export type PlannedView = { 
/**
 * Path within the folder.
 */
file: string, 
/**
 * Line of the table.
 */
line: number | null, 
/**
 * What is known of it.
 */
capture: Capture, };

/**
 * How often each position is the right one, for single-answer questions of one size.
 */
export type PositionBalance = { 
/**
 * Number of options.
 */
options: number, 
/**
 * Right answers by position, A first.
 */
counts: Array<number>, 
/**
 * Pearson's chi-square against equal shares.
 */
chi_square: number, 
/**
 * Upper-tail probability; small means unbalanced.
 */
p_value: number, };

/**
 * What a person likes at hand.
 */
export type Preferences = { 
/**
 * Favourite terms, in the order of choosing.
 */
favourites: Array<Code>, 
/**
 * Terms used, newest first.
 */
recent: Array<Code>, 
/**
 * Own phrases for reasoning and treatment, newest first.
 */
phrases: Array<string>, 
/**
 * Photograph that was annotated last, to go on there.
 */
last: PhotographId | null, 
/**
 * How often each value of an attribute was chosen: the usual ones come first.
 */
values: { [key in Code]: number }, };

/**
 * How far preparing the queue is.
 */
export type PreparedView = { 
/**
 * Photographs compared.
 */
done: number, 
/**
 * Photographs to compare.
 */
total: number, 
/**
 * Photographs that wait for another senior, because this one annotated them.
 */
own: number, };

/**
 * What a release would contain.
 */
export type PreviewView = { 
/**
 * How many photographs come to what.
 */
photographs: { [key in Fate]?: number }, 
/**
 * How many questions come to what.
 */
questions: { [key in Fate]?: number }, 
/**
 * What somebody may still finish, and how much of it there is; a release is refused unless it is to leave that out.
 */
unfinished: { [key in Fate]?: number }, 
/**
 * Published before, newest first.
 */
releases: Array<ReleaseView>, 
/**
 * A version that is not taken.
 */
next_version: string, };

/**
 * How far long work is.
 */
export type Progress = { 
/**
 * Steps done.
 */
done: number, 
/**
 * All steps; 0 while they are not counted yet.
 */
total: number, };

/**
 * A box in pixels of the upright full-size picture, origin top left.
 */
export type PromptBox = { 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Extent to the right.
 */
width: number, 
/**
 * Extent downwards.
 */
height: number, };

/**
 * A release to publish.
 */
export type PublishInput = { 
/**
 * Folder in which the release's own folder is made.
 */
folder: string, 
/**
 * Name: letters, digits, `-` and `_`.
 */
name: string, 
/**
 * SemVer version.
 */
version: string, 
/**
 * SPDX licence.
 */
license: string, 
/**
 * Notes for the card.
 */
notes: string, 
/**
 * Seed of the split.
 */
seed: number, 
/**
 * Share of the questions that goes to validation, 0 to 0.5; the paper's, 7.55 %, when it is left out.
 */
validation_share?: number | null, 
/**
 * Release without what is not finished; each is listed with its reason. Otherwise the release is refused while
 * anything is unfinished.
 */
leave_out?: boolean | null, 
/**
 * Degraded twins of the pictures too, in eight ways and three strengths: large, and slow to make.
 */
degraded?: boolean | null, 
/**
 * Pack the release into one zip file too, beside its folder.
 */
zip?: boolean | null, 
/**
 * Save the release as a BagIt bag too, beside its folder.
 */
bag?: boolean | null, 
/**
 * Password, asked for again.
 */
password: string, };

/**
 * A published release.
 */
export type PublishedView = { 
/**
 * Where it lies, with its name and version.
 */
folder: string, 
/**
 * How many are in it.
 */
photographs: number, 
/**
 * How many are in it.
 */
questions: number, 
/**
 * SHA-256 of its SHA256SUMS.
 */
manifest: string, };

/**
 * What a photograph is annotated for, in the order in which a person's photographs come.
 */
export type Purpose = "reference" | "trial" | "audit" | "reading";

/**
 * Measured quality, shown as advice; a person decides.
 */
export type Quality = { 
/**
 * Variance of the Laplacian of the luminance at 512 px (unit: grey levels squared); below about 12 is blurred.
 */
sharpness: number, 
/**
 * Mean luminance, 0 (black) to 1 (white).
 */
brightness: number, 
/**
 * Share of pixels that are burnt out or lost in black, 0 to 1.
 */
clipped: number, 
/**
 * Perceptual hash, to find near-duplicates; absent in photographs imported before it was measured.
 */
fingerprint?: Fingerprint, };

/**
 * Quality of a study.
 */
export type QualityView = { 
/**
 * By reader.
 */
readers: Array<ReaderQualityView>, 
/**
 * Audits; none while nothing is audited.
 */
audit: AuditQualityView | null, 
/**
 * What readers state where the record says otherwise: by lesion type, and by first diagnosis.
 */
confusions: Array<ConfusionView>, };

/**
 * How far a question to a reader is.
 */
export type QueryState = "answered" | "open";

/**
 * A question as either side sees it.
 */
export type QueryView = { 
/**
 * Query.
 */
id: string, 
/**
 * What the question is about.
 */
photograph: PhotographId, 
/**
 * Letter of the reader, for the senior.
 */
letter: string | null, 
/**
 * Field of the reader's annotation.
 */
field: string, 
/**
 * Slot of the comparison, for the senior.
 */
slot: string | null, 
/**
 * The question.
 */
text: string, 
/**
 * What the reader wrote back; none while it waits.
 */
answer: string | null, 
/**
 * Whether the senior is done with it.
 */
closed: boolean, };

/**
 * A question on one photograph.
 */
export type Question = { 
/**
 * Id, derived from seed and place, stable when drafted again.
 */
id: string, 
/**
 * Photograph it is about.
 */
photograph: PhotographId, 
/**
 * What it tests.
 */
ability: Ability, 
/**
 * How it is answered.
 */
form: Form, 
/**
 * Template, for audits.
 */
template: string, 
/**
 * Lesion type it is about, when there is one.
 */
lesion: Code | null, 
/**
 * What else it is about: attribute, region, second lesion, disease.
 */
about?: Array<Code>, 
/**
 * Boxes that are drawn into the picture for it: the first green, the second blue.
 */
boxes?: Array<PromptBox>, 
/**
 * The question.
 */
text: Bilingual, 
/**
 * Options in the order shown; empty for open questions.
 */
options: Array<Choice>, 
/**
 * Answer of an open question; empty for multiple choice.
 */
answer: Bilingual, 
/**
 * What a judgement states.
 */
stated?: Code, 
/**
 * Why the answer of a judgement is "No".
 */
why_false?: WhyFalse, };

/**
 * What may be looked up beside a question.
 */
export type QuestionAboutView = { 
/**
 * Width of the photograph in pixels.
 */
width_px: number, 
/**
 * Height of the photograph in pixels.
 */
height_px: number, 
/**
 * Lesions of the reviewed record with their marks.
 */
lesions: Array<MarkedLesionView>, };

/**
 * How far the questions can be answered without their pictures.
 */
export type QuestionAuditView = { 
/**
 * Of all questions that are not rejected.
 */
leaks: Leaks, 
/**
 * Templates that were admitted to releases although they can be answered blind, with why.
 */
admitted: { [key in string]: string }, 
/**
 * Different questions that the reviewed photographs allow at most, by ability.
 */
possible: { [key in Ability]?: number }, };

/**
 * What was done with a question.
 */
export type QuestionDeed = "drafted" | "approved" | "approved_by_sample" | "reworded" | "rejected" | "reopened";

/**
 * All questions.
 */
export type QuestionListView = { 
/**
 * In order of drafting.
 */
questions: Array<QuestionView>, 
/**
 * Photographs whose review is signed.
 */
photographs: number, 
/**
 * Audits over all questions that are not rejected.
 */
audit: Audit, 
/**
 * Templates of which the rest may be approved once a sample was judged.
 */
samples: Array<QuestionSample>, 
/**
 * Whether the person may judge questions.
 */
may_judge: boolean, };

/**
 * Why a question may not be approved.
 */
export type QuestionProblem = "no_text" | "options" | "repeated" | "vanishing" | "no_answer";

/**
 * How far the sample of one template is.
 */
export type QuestionSample = { 
/**
 * Id of the template.
 */
template: string, 
/**
 * Questions of the sample that were judged one by one.
 */
judged: number, 
/**
 * Of these, rejected or approved in other words than those drafted.
 */
faulty: number, 
/**
 * How many are to be judged in all, with as many of these.
 */
needed: number, 
/**
 * Questions of the sample that wait, in the order of drawing.
 */
next: Array<string>, 
/**
 * Questions beyond the sample that wait: with nothing in `next`, they may be approved at once.
 */
rest: Array<string>, };

/**
 * Where a question stands.
 */
export type QuestionStage = "drafted" | "approved" | "rejected";

/**
 * One step of a question's history.
 */
export type QuestionStepView = { 
/**
 * What was done.
 */
deed: QuestionDeed, 
/**
 * By whom.
 */
by: string, 
/**
 * When, milliseconds since 1970, UTC.
 */
at_ms: number, 
/**
 * Why it was rejected.
 */
reason: string | null, 
/**
 * What the reviewer answered before the key was shown.
 */
answered: string | null, 
/**
 * How it was worded from then on, where the wording changed.
 */
text: Bilingual | null, };

/**
 * A question with what became of it.
 */
export type QuestionView = { 
/**
 * As drafted, or as it was last worded.
 */
question: Question, 
/**
 * Where it stands.
 */
stage: QuestionStage, 
/**
 * Why it was rejected.
 */
reason: string | null, 
/**
 * Who judged it.
 */
reviewer: string | null, 
/**
 * What the reviewer answered before the key was shown.
 */
answered: string | null, 
/**
 * Approved with others of its template after a random sample of them was judged one by one.
 */
by_sample: boolean, 
/**
 * Whether an amended record has made its answer, or what it offers, wrong.
 */
overtaken: boolean, };

/**
 * One photograph of the physician.
 */
export type QueueItemView = { 
/**
 * Photograph. Its stage is left at `assigned`: a physician must not learn another's progress.
 */
photograph: PhotographView, 
/**
 * How far the physician has come with it.
 */
state: QueueState, 
/**
 * What it is annotated for.
 */
purpose: Purpose, 
/**
 * Whether what was submitted was changed since and not amended.
 */
changed: boolean, 
/**
 * Whether a senior's question waits for an answer.
 */
asked: boolean, };

/**
 * How far the physician is with one photograph.
 */
export type QueueState = "waiting" | "started" | "submitted";

/**
 * One reader.
 */
export type RaterAgreement = { 
/**
 * The reader.
 */
rater: string, 
/**
 * Items this reader answered.
 */
answered: number, 
/**
 * Items of the table.
 */
items: number, 
/**
 * Share of the comparisons with the same answer, 0 to 1; empty when there are none.
 */
agreement: number | null, 
/**
 * Comparisons with another reader's answer of the same item.
 */
comparisons: number, 
/**
 * How often this reader gave the most used codes of the table: at most eight, the most used
 * first, the same for every reader.
 */
rates: Array<CodeRate>, };

/**
 * One reader against the reviewed records.
 */
export type ReaderQualityView = { 
/**
 * Name.
 */
name: string, 
/**
 * Photographs compared.
 */
photographs: number, 
/**
 * All entities.
 */
all: KindQuality, 
/**
 * By kind of entity.
 */
kinds: Array<KindQuality>, 
/**
 * Over time.
 */
weeks: Array<WeekQualityView>, };

/**
 * One reader's record without a name.
 */
export type ReaderView = { 
/**
 * `A`, `B`, …
 */
letter: string, 
/**
 * As it was submitted or last amended.
 */
annotation: Annotation, 
/**
 * What the reader said on submitting it: why it was amended, or in which other tool it was made.
 */
reason: string | null, 
/**
 * What contradicts the definitions in it.
 */
hints: Array<Hint>, };

/**
 * A study that can be opened.
 */
export type RecentStudyView = { 
/**
 * Where it lies on this computer.
 */
folder: string, 
/**
 * Name of the folder.
 */
name: string, 
/**
 * Whether a study lies there and can be read.
 */
found: boolean, 
/**
 * People of a demo study, with passwords; empty otherwise.
 */
demo: Array<DemoPersonView>, };

/**
 * Which part of the record.
 */
export type RecordInput = { 
/**
 * Position of the last entry that was read; empty to begin.
 */
after: number | null, 
/**
 * The oldest entries first, instead of the newest.
 */
oldest_first?: boolean, 
/**
 * At most this many.
 */
limit: number, 
/**
 * Only of this author, by name.
 */
author?: string | null, 
/**
 * Only of this kind.
 */
kind?: string | null, 
/**
 * Only about what has these words in its name.
 */
about?: string | null, };

/**
 * One line of the record.
 */
export type RecordLineView = { 
/**
 * Position, from 1.
 */
position: number, 
/**
 * Who.
 */
author: string, 
/**
 * What.
 */
kind: string, 
/**
 * About whom or what: the name of a person, the subject of a photograph, or an id.
 */
subject: string | null, 
/**
 * When, milliseconds since 1970, UTC.
 */
at_ms: number, 
/**
 * SHA-256 of the entry's signed text, hex.
 */
hash: string, 
/**
 * Why it is kept but changes nothing; none when it is in force.
 */
not_in_force: NotInForce | null, };

/**
 * What verifying the record found.
 */
export type RecordVerifiedView = { 
/**
 * Entries checked.
 */
entries: number, 
/**
 * First entry that does not fit, in words; empty when all hold.
 */
problem: string | null, 
/**
 * Tables that are not what the entries say, by name; they are computed anew when the study is opened next.
 */
differing: Array<string>, };

/**
 * Somebody who gets back in with the recovery sheet.
 */
export type RecoverInput = { 
/**
 * Folder of the study.
 */
folder: string, 
/**
 * Key on the sheet.
 */
sheet: string, 
/**
 * Whose password is chosen anew.
 */
name: string, 
/**
 * The new password.
 */
password: string, };

/**
 * A study as its recovery sheet opens it.
 */
export type RecoverableView = { 
/**
 * What the study is called.
 */
title: string, 
/**
 * Names of everybody who is enrolled.
 */
people: Array<string>, };

/**
 * Somebody who gets a new one-time code.
 */
export type ReinviteInput = { 
/**
 * Somebody else than who is signed in.
 */
person: PersonId, 
/**
 * What was wrong with the invitation, put right; only until the person has joined.
 */
corrected: InviteInput | null, };

/**
 * How two lesions lie to each other: `from` is `relation` `to`.
 */
export type Relation = { 
/**
 * Card number of the first lesion.
 */
from: number, 
/**
 * Spatial, or "secondary to" and its inverse.
 */
relation: Code, 
/**
 * Card number of the second lesion.
 */
to: number, };

/**
 * Something that stands in the way of a release.
 */
export type ReleaseObstacle = { "what": "name" } | { "what": "version" } | { "what": "share" } | { "what": "exists" } | { "what": "nothing" } | { "what": "unfinished", 
/**
 * What is not finished.
 */
fate: Fate, 
/**
 * Photographs or questions.
 */
count: number, } | { "what": "no_room", 
/**
 * About as much as is needed, in megabytes.
 */
needed_mb: number, 
/**
 * As much as there is.
 */
free_mb: number, };

/**
 * A published release.
 */
export type ReleaseView = { 
/**
 * SemVer, such as `1.2.0`.
 */
version: string, 
/**
 * How many are in it.
 */
photographs: number, 
/**
 * How many are in it.
 */
questions: number, 
/**
 * SHA-256 of its SHA256SUMS.
 */
manifest: string, 
/**
 * When, milliseconds since 1970, UTC.
 */
at_ms: number, };

/**
 * A subject and its new pseudonym.
 */
export type RenameSubjectInput = { 
/**
 * Pseudonym until now.
 */
subject: string, 
/**
 * Pseudonym from now on.
 */
name: string, 
/**
 * Whether photographs of a subject that is called so already become photographs of the same subject.
 */
merge: boolean, };

/**
 * What came of it.
 */
export type RenamedSubjectView = { 
/**
 * Photographs of the subject that was renamed.
 */
photographs: number, };

/**
 * A question that waits again.
 */
export type ReopenInput = { 
/**
 * Question.
 */
id: string, 
/**
 * How it was worded before; empty to leave the wording as it is.
 */
draft: Question | null, };

/**
 * Which backup becomes a study again, and where.
 */
export type RestoreInput = { 
/**
 * Path of the file.
 */
backup: string, 
/**
 * Folder of the study; what is in it is set aside.
 */
folder: string, 
/**
 * Name of somebody who may open the backup.
 */
name: string, 
/**
 * The password at the time of the backup.
 */
password: string, 
/**
 * Instead of both, the key on the recovery sheet.
 */
sheet?: string | null, };

/**
 * What came of restoring.
 */
export type RestoredView = { 
/**
 * Where lies what was in the folder before.
 */
set_aside: string | null, 
/**
 * Photographs that were found nowhere.
 */
missing_photographs: number, };

/**
 * One photograph that waits for review.
 */
export type ReviewItemView = { 
/**
 * What waits.
 */
photograph: PhotographId, 
/**
 * Lines on which the readers differ.
 */
differences: number, 
/**
 * Whether the differential must be decided.
 */
needs_adjudication: boolean, 
/**
 * Whether the readers agree in everything, so that it can be signed together with others.
 */
agreed: boolean, 
/**
 * Whether it is one of the agreed ones that are looked at in full all the same.
 */
held_back: boolean, 
/**
 * Whether the senior has begun.
 */
started: boolean, 
/**
 * A question to a reader that is not closed.
 */
query: QueryState | null, };

/**
 * In which order photographs come.
 */
export type ReviewOrder = "random" | "disagreement";

/**
 * A photograph under review.
 */
export type ReviewView = { 
/**
 * The picture, and what is known of it.
 */
photograph: PhotographView, 
/**
 * Readers, A first.
 */
readers: Array<ReaderView>, 
/**
 * Revision of each reading.
 */
revisions: Array<number>, 
/**
 * Fused differential.
 */
fused: FusedView, 
/**
 * Letters of the readers who amended since the senior decided something.
 */
amended: Array<string>, 
/**
 * What is to be decided again because of that.
 */
again: Array<Slot>, 
/**
 * The signature, when the review is signed and opened again.
 */
signed: SignedView | null, 
/**
 * Questions to the readers.
 */
queries: Array<QueryView>, 
/**
 * As they are after what was decided besides.
 */
decisions: Decisions, 
/**
 * All lines, in the order of the annotation.
 */
lines: Array<Line>, 
/**
 * Lesions, as they are paired now.
 */
lesions: Array<ReviewedLesion>, 
/**
 * Reader from whom the rest can be taken over, from 0.
 */
rest_reader: number, 
/**
 * What keeps it from being signed.
 */
undecided: Array<Undecided>, };

/**
 * A lesion under review.
 */
export type ReviewedLesion = { 
/**
 * Marks of each reader.
 */
drawn: Array<Array<Mark>>, 
/**
 * Marks in the record, as it is decided now.
 */
marks: Array<Mark>, 
/**
 * Its name.
 */
key: Cards, 
/**
 * Type as the first reader who has it states it.
 */
lesion: Code, 
/**
 * Card number per reader; empty where the reader has no such lesion.
 */
cards: Array<number | null>, 
/**
 * Whether a senior paired or unpaired it by hand.
 */
by_hand: boolean, };

/**
 * What a person does in the study. One person may hold several roles.
 */
export type Role = "coordinator" | "physician" | "senior";

/**
 * What contradicts what, as a stable code; the sentence is the screen's.
 */
export type Rule = "flat_lesion_raised" | "sunken_lesion_raised" | "unexpected_shape" | "unexpected_boundary" | "unexpected_colour" | "larger_than_defined" | "smaller_than_defined" | "sizes_differ" | "secondary_lesion_primary" | "primary_lesion_secondary" | "single_but_arranged" | "exclusive_values" | "lesion_elsewhere" | "distribution_elsewhere" | "disease_elsewhere" | "primary_from_another" | "exclusive_relations" | "cover_beneath";

/**
 * Where to write a report.
 */
export type SaveAnnotationReportInput = { 
/**
 * Where the CSV file is written; it must be there.
 */
folder: string, 
/**
 * What came of the import.
 */
report: AnnotationImportReport, };

/**
 * Where to write the figures.
 */
export type SaveFiguresInput = { 
/**
 * Where the CSV files are written; it must be there.
 */
folder: string, };

/**
 * A draft to save.
 */
export type SaveInput = { 
/**
 * What it is a reading of; a task of the person.
 */
photograph: PhotographId, 
/**
 * Everything entered so far, complete or not.
 */
draft: DraftView, };

/**
 * Where to write the log.
 */
export type SaveLogInput = { 
/**
 * Where the file is written; it must be there.
 */
folder: string, };

/**
 * Where to write lines of the record.
 */
export type SaveRecordInput = { 
/**
 * Where the CSV file is written; it must be there.
 */
folder: string, 
/**
 * Which entries, however many.
 */
which: RecordInput, 
/**
 * Only these positions among them; empty for all.
 */
positions: number[], };

/**
 * Which report to save, and where.
 */
export type SaveReportInput = { 
/**
 * Number.
 */
id: number, 
/**
 * Where the CSV file is written; it must be there.
 */
folder: string, };

/**
 * Decisions to keep.
 */
export type SaveReviewInput = { 
/**
 * What they are decisions on.
 */
photograph: PhotographId, 
/**
 * Decisions so far.
 */
decisions: Decisions, 
/**
 * Revisions of the readings on the screen.
 */
revisions: Array<number>, 
/**
 * Revision of the signed review on the screen; 0 before the first signature.
 */
review: number, };

/**
 * What was written.
 */
export type SavedFiguresView = { 
/**
 * File names.
 */
files: Array<string>, };

/**
 * A saved draft.
 */
export type SavedView = { 
/**
 * What is missing before submitting.
 */
missing: Array<Missing>, 
/**
 * What contradicts the definitions in it; none for trials.
 */
hints: Array<Hint>, 
/**
 * Whether it differs from what was submitted.
 */
changed: boolean, 
/**
 * When it was saved, milliseconds since 1970, UTC.
 */
saved_ms: number, };

/**
 * A line of known length on the photograph, such as a ruler beside the lesion: what sizes are measured by.
 */
export type Scale = { 
/**
 * One end, `[x, y]` in pixels of the upright full-size picture.
 */
from: [number, number], 
/**
 * Other end.
 */
to: [number, number], 
/**
 * Length in millimetres.
 */
mm: number, };

/**
 * What is decided.
 */
export type ScreenDecision = { "decision": "accept" } | { "decision": "discard", 
/**
 * Why.
 */
reason: DiscardReason, } | { "decision": "withdraw" };

/**
 * A decision on one photograph.
 */
export type ScreenInput = { 
/**
 * What is decided on.
 */
photograph: PhotographId, 
/**
 * Accept, or discard with a reason from the list.
 */
decision: ScreenDecision, 
/**
 * Rectangles to paint over, in upright photo pixels.
 */
masks: Array<MaskRectangle>, };

/**
 * What screening decided.
 */
export type Screening = { "decision": "accepted" } | { "decision": "discarded", 
/**
 * Why.
 */
reason: DiscardReason, };

/**
 * The six sections, in the paper's order.
 */
export type Section = "regions" | "lesions" | "relations" | "differential" | "reasoning" | "treatment";

/**
 * What stands between the cells of a text table.
 */
export type Separator = "comma" | "semicolon" | "tab" | "bar";

/**
 * Who is signed in to what.
 */
export type SessionView = { 
/**
 * Title of the study.
 */
title: string, 
/**
 * Where the study lies on this computer.
 */
folder: string, 
/**
 * Language of released questions.
 */
language: Language, 
/**
 * Version of the vocabulary that the study pins.
 */
vocabulary: string, 
/**
 * Name of the person.
 */
name: string, 
/**
 * Roles of the person.
 */
roles: Array<Role>, 
/**
 * True when the person was invited and must choose a password first.
 */
must_join: boolean, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Readers per photograph, 2 to 5.
 */
readers: number, 
/**
 * Minutes of rest after which the window locks, 1 to 30.
 */
idle_minutes: number, 
/**
 * Whether annotators see age, sex and skin type beside the photograph.
 */
subject_shown: boolean, };

/**
 * Recorded sex of the subject.
 */
export type Sex = "female" | "male" | "other";

/**
 * A share with its 95 % interval.
 */
export type Share = { 
/**
 * Cases that hold.
 */
hits: number, 
/**
 * Cases.
 */
count: number, 
/**
 * Hits over count; empty without cases.
 */
value: number | null, 
/**
 * Lower end of the Wilson score interval, 95 %.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, };

/**
 * A study and its recovery sheet.
 */
export type SheetInput = { 
/**
 * Folder of the study.
 */
folder: string, 
/**
 * Key on the sheet; spaces and line breaks do not matter, nor does what stands around it.
 */
sheet: string, };

/**
 * Photographs on which the readers agree in everything.
 */
export type SignAgreedInput = { 
/**
 * Photographs, as the screen shows them.
 */
photographs: Array<PhotographId>, 
/**
 * Password of the person who has the study open.
 */
password: string | null, 
/**
 * Whether the next signatures of this session need no password.
 */
keep_open: boolean, };

/**
 * A review to sign.
 */
export type SignInput = { 
/**
 * Why a signed review is amended; not needed for the first signature.
 */
reason: string, 
/**
 * What they are decisions on.
 */
photograph: PhotographId, 
/**
 * Decisions so far.
 */
decisions: Decisions, 
/**
 * Revisions of the readings on the screen.
 */
revisions: Array<number>, 
/**
 * Revision of the signed review on the screen; 0 before the first signature.
 */
review: number, 
/**
 * Password of the person who has the study open.
 */
password: string | null, 
/**
 * Whether the next signatures of this session need no password.
 */
keep_open: boolean, };

/**
 * One photograph whose review is signed.
 */
export type SignedItemView = { 
/**
 * What was signed.
 */
photograph: PhotographId, 
/**
 * Pseudonym of its subject.
 */
subject: string, 
/**
 * When it was signed last, milliseconds since 1970, UTC.
 */
at_ms: number, 
/**
 * Revision from 1.
 */
revision: number, 
/**
 * Whether this senior signed it.
 */
mine: boolean, };

/**
 * What was signed together.
 */
export type SignedTogetherView = { 
/**
 * Photographs signed.
 */
signed: number, };

/**
 * A review that is signed and opened again.
 */
export type SignedView = { 
/**
 * Revision from 1.
 */
revision: number, 
/**
 * When, milliseconds since 1970, UTC.
 */
at_ms: number, 
/**
 * Why it was amended the last time.
 */
reason: string | null, };

/**
 * A place that readers fill. Written as text: `region/region.cheek`, `attribute/1-2/attribute.colour`, `relation/1-2/0-3`.
 */
export type Slot = string;

/**
 * How far a photograph has come.
 */
export type Stage = "imported" | "discarded" | "calibration" | "accepted" | "assigned" | "annotated" | "reviewed";

/**
 * What a set of readers says about one slot.
 */
export type State = { "kind": "agreed" } | { "kind": "only", 
/**
 * Which reader, from 0.
 */
reader: number, } | { "kind": "conflict" } | { "kind": "not_stated" };

/**
 * What a line is about.
 */
export type Subject = { "kind": "cannot_annotate" } | { "kind": "region" } | { "kind": "scale" } | { "kind": "lesion", 
/**
 * Paired lesion, from 0.
 */
group: number, } | { "kind": "site", 
/**
 * Paired lesion.
 */
group: number, } | { "kind": "role", 
/**
 * Paired lesion.
 */
group: number, } | { "kind": "attribute", 
/**
 * Paired lesion.
 */
group: number, 
/**
 * One of the six.
 */
attribute: Code, } | { "kind": "diameter", 
/**
 * Paired lesion.
 */
group: number, } | { "kind": "relation", 
/**
 * First paired lesion.
 */
from: number, 
/**
 * Second paired lesion.
 */
to: number, } | { "kind": "treatment", 
/**
 * `care`, `medication`, `procedure` or `precaution`.
 */
category: string, } | { "kind": "route", 
/**
 * Medication.
 */
item: Code, };

/**
 * What names the subject of a file that the table does not name.
 */
export type SubjectFrom = "folder" | "file";

/**
 * A subject as it would be.
 */
export type SubjectPlan = { 
/**
 * Pseudonym.
 */
subject: string, 
/**
 * What folder, file or table call it.
 */
named: string, 
/**
 * What its visits are called; empty where none is named.
 */
visits: Array<string>, 
/**
 * How many of its pictures would be imported.
 */
photographs: number, 
/**
 * Whether the study has photographs of a subject of this name.
 */
in_study: boolean, 
/**
 * Why it should be looked at.
 */
warning: SubjectWarning | null, };

/**
 * Why a subject's name should be looked at before it is kept.
 */
export type SubjectWarning = "name" | "date" | "term";

/**
 * A finished draft.
 */
export type SubmitInput = { 
/**
 * What it is a reading of; a task of the person.
 */
photograph: PhotographId, 
/**
 * The annotation as it stands on the screen.
 */
draft: DraftView, };

/**
 * What was submitted.
 */
export type SubmittedView = { 
/**
 * The one that was submitted.
 */
photograph: PhotographId, 
/**
 * Counted from 1; an amendment adds one.
 */
revision: number, 
/**
 * What contradicts the definitions in it; none for trials.
 */
hints: Array<Hint>, };

/**
 * What a column of the table tells.
 */
export type TableField = "file" | "subject" | "visit" | "distance" | "age" | "sex" | "fitzpatrick" | "modality";

/**
 * How the table was understood.
 */
export type TableView = { 
/**
 * Where it lies on this computer.
 */
path: string, 
/**
 * Sheets of a workbook.
 */
sheets: Array<string>, 
/**
 * The sheet that was read.
 */
sheet: string | null, 
/**
 * Encoding of a text.
 */
encoding: string | null, 
/**
 * Separator of a text.
 */
separator: Separator | null, 
/**
 * Line in which the headers stand.
 */
header_line: number, 
/**
 * First line of the table, in its order.
 */
headers: Array<string>, 
/**
 * For each field its column, from 0.
 */
columns: Partial<Record<TableField, number>>, 
/**
 * Whether the column of files was found by what stands in it, not by its header.
 */
file_column_guessed: boolean, 
/**
 * Headers of columns that mean nothing here.
 */
unused: Array<string>, 
/**
 * Lines below the header.
 */
lines: number, };

/**
 * Whose photographs are taken back, and who gets them.
 */
export type TakeBackInput = { 
/**
 * From whom.
 */
from: PersonId, 
/**
 * To whom; nobody when the photographs are to wait for another assignment.
 */
to: PersonId | null, };

/**
 * What was taken back.
 */
export type TakenBackView = { 
/**
 * Photographs that were taken back, or handed over.
 */
photographs: number, 
/**
 * Photographs that stay: the other person reads them already.
 */
kept: number, };

/**
 * How much of one kind of work there is.
 */
export type TaskView = { 
/**
 * Kind.
 */
task: WorkKind, 
/**
 * How much waits.
 */
waiting: number, 
/**
 * How much is done.
 */
done: number, };

/**
 * Where to write a table to fill in.
 */
export type TemplateInput = { 
/**
 * Folder with the photographs; the table is written into it.
 */
folder: string, };

/**
 * One term. Fields that only some vocabularies use are empty elsewhere.
 */
export type Term = { 
/**
 * Stable code.
 */
code: Code, 
/**
 * Parent in the tree or group; empty at a root.
 */
parent: Code | null, 
/**
 * English name.
 */
en: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English synonyms and abbreviations.
 */
synonyms_en: Array<string>, 
/**
 * Chinese synonyms.
 */
synonyms_zh: Array<string>, 
/**
 * What one sees, in English.
 */
definition_en: string, 
/**
 * What one sees, in Chinese.
 */
definition_zh: string, 
/**
 * Whether a record may name it; groups are not choosable.
 */
choosable: boolean, 
/**
 * Terms it is commonly confused with: the distractors of questions.
 */
confused_with?: Array<Code>, 
/**
 * Regions: `outer` or `oral`.
 */
tree?: string, 
/**
 * Lesions: usual role, `primary`, `secondary` or `either`.
 */
role?: string, 
/**
 * Relations: the same relation read from the other side; itself when symmetric.
 */
inverse?: Code, 
/**
 * Relations: `spatial` or `clinical`.
 */
relation_kind?: string, 
/**
 * Diseases: ICD-10 code (WHO).
 */
icd10?: string, 
/**
 * Diseases: `dermatology_std`, `dentistry` or `surgery`.
 */
department?: string, 
/**
 * Diseases: what a delay would cost, `low`, `moderate`, `high` or `urgent`.
 */
risk?: string, 
/**
 * Treatments: `class`, `care`, `medication`, `procedure` or `precaution`.
 */
category?: string, 
/**
 * Medication: routes it is given by.
 */
routes?: Array<string>, 
/**
 * Sizes, and lesions whose size is part of their definition: smallest diameter in millimetres.
 */
min_mm?: number, 
/**
 * The same: largest diameter in millimetres; empty when unbounded.
 */
max_mm?: number, 
/**
 * Quantities: smallest count.
 */
min_count?: number, 
/**
 * Quantities: largest count; empty when unbounded.
 */
max_count?: number, 
/**
 * Attributes: which of its values exclude each other; values on no scale may stand beside all others.
 */
scales?: Array<ValueScale>, 
/**
 * What whoever states this one states as well: an eschar is necrotic, a symmetrical rash is bilateral.
 */
implies?: Array<Code>, 
/**
 * What this one leaves open, read from either side: an erythema may be a patch, a thenar eminence lies in the palm,
 * red may look dark red to the next reader. Never false where this one is stated.
 */
compatible_with?: Array<Code>, 
/**
 * Lesions: attributes that make no sense of it, so that they are neither asked of annotators nor in questions.
 */
not_applicable?: Array<Code>, 
/**
 * Attribute values: the side of the attribute that they describe, such as `outline` or `profile` of a shape. Values
 * of different facets say nothing about each other.
 */
facet?: string, 
/**
 * Lesions: the organ that it can only be on; regions: the organ that it is. `nail`, `hair`, `tooth`, `gingiva`,
 * `tongue` or `oral_mucosa`; empty for skin.
 */
organ?: string, 
/**
 * Regions: organs that a picture of it, or of a part of it, may show as well.
 */
may_show?: Array<string>, 
/**
 * Diseases: lesions, regions and attribute values that speak for it.
 */
key_findings?: Array<Code>, 
/**
 * Diseases: treatments that are usual or acceptable; none of them is ever wrong where the disease is thought of.
 */
usual_treatments?: Array<Code>, 
/**
 * Care: how urgent it is, from 0 (nobody needs to be seen) to 4 (now).
 */
level?: number, 
/**
 * Lesions: how the English name counts, `count`, `mass` or `plural`.
 */
en_number?: EnglishNumber, 
/**
 * Lesions that count: the English plural, as within a sentence.
 */
en_plural?: string, 
/**
 * Lesions: the Chinese measure word; 个 where none is given, 处 for what does not count.
 */
zh_measure?: string, 
/**
 * Regions: the English preposition before it, where it is not `on`.
 */
en_preposition?: string, 
/**
 * Whether the English name keeps its capital within a sentence.
 */
proper?: boolean, 
/**
 * Attribute values: whether it excludes every other value of its attribute, as "not applicable" does.
 */
exclusive?: boolean, 
/**
 * Attribute values: what stands after "is" in English, where it is not the name: "arranged in a ring".
 */
predicate_en?: string, 
/**
 * Attribute values: the same in Chinese.
 */
predicate_zh?: string, 
/**
 * Relations: the English answer to "where does it lie?", which names no second lesion.
 */
answer_en?: string, 
/**
 * Relations: the same in Chinese.
 */
answer_zh?: string, 
/**
 * Medication: trade names, for searching only.
 */
brands?: Array<string>, };

/**
 * A term that differs between two versions.
 */
export type TermChange = { 
/**
 * Code.
 */
code: Code, 
/**
 * Which vocabulary it belongs to.
 */
kind: Kind, 
/**
 * What became of it, the weightiest first.
 */
changes: Array<TermChanged>, 
/**
 * English and Chinese name in the earlier version; none for a new term.
 */
before: [string, string] | null, 
/**
 * English and Chinese name in the later version.
 */
after: [string, string], };

/**
 * What became of a term.
 */
export type TermChanged = "added" | "offered" | "withdrawn" | "renamed" | "redefined" | "moved";

/**
 * Suggestion and treatment (paper, section 3.3).
 */
export type Treatment = { 
/**
 * From the lists.
 */
items: Array<TreatmentItem>, 
/**
 * In words.
 */
text: string, };

/**
 * One line of suggestion and treatment.
 */
export type TreatmentItem = { 
/**
 * Care advice, substance, procedure or precaution.
 */
item: Code, 
/**
 * Route, for medication.
 */
route: string | null, };

/**
 * What still keeps a review from being signed.
 */
export type Undecided = { "kind": "slot", 
/**
 * Which.
 */
slot: Slot, } | { "kind": "reason", 
/**
 * Which slot.
 */
slot: Slot, } | { "kind": "contradiction", 
/**
 * Which slot.
 */
slot: Slot, } | { "kind": "differential" } | { "kind": "reasoning" };

/**
 * Values of one attribute that exclude each other, such as "single" and "innumerable".
 */
export type ValueScale = { 
/**
 * In order, the least first where there is an order.
 */
values: Array<Code>, 
/**
 * How many neighbours may hold at once, as "from … to": 1 where only a single value makes sense.
 */
span: number, };

/**
 * What verifying found.
 */
export type VerifiedView = { 
/**
 * Files whose hash was compared.
 */
files: number, 
/**
 * How many annotated photographs were checked.
 */
photographs: number, 
/**
 * How many rows of both splits were checked.
 */
questions: number, 
/**
 * What is wrong; empty when the release is sound.
 */
findings: Array<FindingView>, };

/**
 * A release to verify.
 */
export type VerifyInput = { 
/**
 * Folder of the release.
 */
folder: string, };

/**
 * Which version a study pins, and what a move to the newest would change.
 */
export type VocabularyMoveView = { 
/**
 * Version that the study pins.
 */
version: string, 
/**
 * The newest version that this program knows.
 */
newest: string, 
/**
 * What reads otherwise there; empty where the study pins it already.
 */
changes: Array<TermChange>, };

/**
 * All terms of one version.
 */
export type VocabularyView = { 
/**
 * As a study pins it, such as `2.0.0`.
 */
version: string, 
/**
 * Regions, groups included.
 */
region: Array<Term>, 
/**
 * Lesions, groups included.
 */
lesion: Array<Term>, 
/**
 * Attributes and their values.
 */
attribute: Array<Term>, 
/**
 * Spatial and clinical relations between two lesions.
 */
relation: Array<Term>, 
/**
 * Diseases, groups included.
 */
disease: Array<Term>, 
/**
 * Treatments, classes included.
 */
treatment: Array<Term>, };

/**
 * One week of one reader, by the time of the signed review.
 */
export type WeekQualityView = { 
/**
 * ISO 8601 week, such as `2026-W47`.
 */
week: string, 
/**
 * All entities of that week.
 */
all: KindQuality, };

/**
 * Decisions to be weighed.
 */
export type WeighInput = { 
/**
 * What they are decisions on; nothing is written.
 */
photograph: PhotographId, 
/**
 * Decisions so far.
 */
decisions: Decisions, 
/**
 * What is decided besides.
 */
besides: Besides, };

/**
 * Decisions, and what they make of the photograph.
 */
export type WeighedView = { 
/**
 * As they are after what was decided besides.
 */
decisions: Decisions, 
/**
 * All lines, in the order of the annotation.
 */
lines: Array<Line>, 
/**
 * Lesions, as they are paired now.
 */
lesions: Array<ReviewedLesion>, 
/**
 * Reader from whom the rest can be taken over, from 0.
 */
rest_reader: number, 
/**
 * What keeps it from being signed.
 */
undecided: Array<Undecided>, };

/**
 * Why a statement cannot be true of the picture.
 */
export type WhyFalse = { "why": "rejected" } | { "why": "other_organ", 
/**
 * One of those named above.
 */
organ: string, } | { "why": "other_size", 
/**
 * The lesion that was measured, or whose size was chosen.
 */
stated: Code, } | { "why": "other_site", 
/**
 * Where it lies.
 */
stated: Code, } | { "why": "outside_box" } | { "why": "other_value", 
/**
 * What is stated.
 */
stated: Code, } | { "why": "other_relation", 
/**
 * What is stated.
 */
stated: Code, } | { "why": "other_disease" } | { "why": "not_usual" } | { "why": "other_urgency", 
/**
 * What is advised.
 */
stated: Code, } | { "why": "harmful" } | { "why": "no_key_finding" } | { "why": "other_answer" };

/**
 * What can be waiting for somebody, by role.
 */
export type WorkKind = "screen" | "assign" | "calibrate" | "reference" | "answer" | "annotate" | "amend" | "review" | "audit" | "draft_questions" | "judge_questions" | "release" | "import" | "invite";

/**
 * Whether a backup is to be written.
 */
export type WriteBackupInput = { 
/**
 * Only after half an hour with changes.
 */
when_due: boolean, };

/**
 * Kinds of entries.
 */
export type EntryKind =
  | "annotation.amended"
  | "annotation.submitted"
  | "assignments.changed"
  | "audit.drawn"
  | "audit.submitted"
  | "calibration.chosen"
  | "calibration.referenced"
  | "chain.received"
  | "entries.received"
  | "password.changed"
  | "person.invited"
  | "person.joined"
  | "person.recovered"
  | "person.reinvited"
  | "person.revoked"
  | "person.withdrawn"
  | "photograph.described"
  | "photograph.imported"
  | "photograph.screened"
  | "photographs.assigned"
  | "query.answered"
  | "query.asked"
  | "query.closed"
  | "question.reopened"
  | "question.reviewed"
  | "questions.drafted"
  | "release.published"
  | "review.amended"
  | "review.signed"
  | "sealing_key.renewed"
  | "study.configured"
  | "study.created"
  | "template.admitted";

/**
 * Routes of medications.
 */
export type Route =
  | "inhaled"
  | "intradermal"
  | "intralesional"
  | "intramuscular"
  | "intravenous"
  | "mouth_rinse"
  | "ophthalmic"
  | "oral"
  | "subcutaneous"
  | "topical";

/**
 * Fields of which agreement is stated, beside the attributes.
 */
export type AgreementField =
  | "differential"
  | "first_diagnosis"
  | "lesions"
  | "regions"
  | "relations"
  | "treatment";
