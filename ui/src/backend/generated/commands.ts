// Written by the tests of `app` out of COMMANDS; do not edit.

import type * as T from "./types";

/** Input and output of every command. */
export interface Commands {
  "study.recent": [null, Array<T.RecentStudyView>];
  "study.create": [T.CreateInput, T.CreatedView];
  "study.open": [T.OpenInput, T.SessionView];
  "study.join": [T.JoinInput, T.SessionView];
  "study.lock": [null, null];
  "study.unlock": [T.OpenInput, T.SessionView];
  "study.stay": [null, null];
  "study.close": [null, null];
  "backup.list": [T.ListBackupsInput, Array<T.BackupView>];
  "study.restore": [T.RestoreInput, T.RestoredView];
  "recovery.read": [T.SheetInput, T.RecoverableView];
  "study.recover": [T.RecoverInput, T.SessionView];
  "password.change": [T.ChangePasswordInput, null];
  "study.info": [null, T.SessionView];
  "study.configure": [T.ConfigureInput, T.SessionView];
  "vocabulary.read": [string | null, T.VocabularyView];
  "vocabulary.changes": [null, T.VocabularyMoveView];
  "vocabulary.move": [null, T.VocabularyMoveView];
  "backup.view": [null, T.BackupsView];
  "backup.choose_place": [string | null, T.BackupsView];
  "backup.write": [T.WriteBackupInput, T.BackupWrittenView];
  "home.view": [null, T.HomeView];
  "preference.read": [null, T.Preferences];
  "preference.save": [T.Preferences, null];
  "person.list": [null, Array<T.PersonView>];
  "person.invite": [T.InviteInput, T.InvitationView];
  "person.reinvite": [T.ReinviteInput, T.InvitationView];
  "person.withdraw": [T.PersonId, null];
  "person.revoke": [T.PersonId, null];
  "import.preview": [T.ImportInput, T.ImportPreview];
  "photograph.import": [T.ImportInput, T.ImportReport];
  "import.list": [null, Array<T.KeptReport>];
  "import.save": [T.SaveReportInput, string];
  "import.template": [T.TemplateInput, string];
  "subject.rename": [T.RenameSubjectInput, T.RenamedSubjectView];
  "photograph.list": [null, Array<T.PhotographView>];
  "photograph.screen": [T.ScreenInput, T.PhotographView];
  "assignment.preview": [T.AssignInput, T.AssignmentPreview];
  "photograph.assign": [T.AssignInput, T.AssignedView];
  "assignment.take_back": [T.TakeBackInput, T.TakenBackView];
  "calibration.choose": [T.CalibrationInput, T.PhotographView];
  "calibration.view": [null, T.CalibrationView];
  "annotation.queue": [null, Array<T.QueueItemView>];
  "annotation.open": [T.PhotographId, T.AnnotationView];
  "annotation.save": [T.SaveInput, T.SavedView];
  "annotation.submit": [T.SubmitInput, T.SubmittedView];
  "annotation.amend": [T.AmendInput, T.SubmittedView];
  "annotation.import_preview": [T.AnnotationImportInput, T.AnnotationImportPreview];
  "annotation.import": [T.AnnotationImportInput, T.AnnotationImportReport];
  "annotation.save_report": [T.SaveAnnotationReportInput, string];
  "review.prepare": [null, T.PreparedView];
  "review.queue": [T.ReviewOrder, Array<T.ReviewItemView>];
  "review.signed": [null, Array<T.SignedItemView>];
  "review.open": [T.PhotographId, T.ReviewView];
  "review.weigh": [T.WeighInput, T.WeighedView];
  "review.save": [T.SaveReviewInput, null];
  "review.sign": [T.SignInput, null];
  "review.sign_agreed": [T.SignAgreedInput, T.SignedTogetherView];
  "query.ask": [T.AskInput, Array<T.QueryView>];
  "query.close": [string, Array<T.QueryView>];
  "query.answer": [T.AnswerInput, Array<T.QueryView>];
  "audit.view": [null, T.AuditsView];
  "audit.draw": [T.DrawAuditInput, T.AuditsView];
  "agreement.view": [null, T.AgreementView];
  "agreement.save": [T.SaveFiguresInput, T.SavedFiguresView];
  "question.draft": [T.DraftQuestionsInput, T.DraftedView];
  "question.audit": [null, T.QuestionAuditView];
  "question.list": [null, T.QuestionListView];
  "question.review": [T.JudgeInput, null];
  "question.approve_rest": [string, number];
  "question.admit": [T.AdmitInput, null];
  "question.check": [T.Question, Array<T.QuestionProblem>];
  "question.others": [string, T.Alternatives];
  "question.about": [string, T.QuestionAboutView];
  "question.history": [string, Array<T.QuestionStepView>];
  "question.reopen": [T.ReopenInput, null];
  "release.preview": [null, T.PreviewView];
  "release.publish": [T.PublishInput, T.PublishedView];
  "release.verify": [T.VerifyInput, T.VerifiedView];
  "record.list": [T.RecordInput, Array<T.RecordLineView>];
  "record.save": [T.SaveRecordInput, string];
  "record.verify": [null, T.RecordVerifiedView];
  "log.read": [null, T.LogView];
  "log.save": [T.SaveLogInput, string];
  "work.cancel": [string, null];
}

/** Commands that tell their progress and can be cancelled. */
export type LongCommand =
  | "study.open"
  | "study.join"
  | "study.unlock"
  | "study.restore"
  | "recovery.read"
  | "study.recover"
  | "backup.write"
  | "import.preview"
  | "photograph.import"
  | "photograph.screen"
  | "annotation.import_preview"
  | "annotation.import"
  | "review.sign_agreed"
  | "question.draft"
  | "question.audit"
  | "question.approve_rest"
  | "release.publish"
  | "release.verify"
  | "record.verify";
