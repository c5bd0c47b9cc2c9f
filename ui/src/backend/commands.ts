// Input and output of every command, by name; the names are those of COMMANDS in `app`.

import type * as T from "./generated/types";

export interface Commands {
  "study.recent": [null, T.RecentStudyView[]];
  "study.create": [T.CreateInput, T.CreatedView];
  "study.open": [T.OpenInput, T.SessionView];
  "study.join": [T.JoinInput, T.SessionView];
  "study.close": [null, null];
  "study.info": [null, T.SessionView];
  "vocabulary.read": [null, T.VocabularyView];
  "home.view": [null, T.HomeView];
  "preference.read": [null, T.Preferences];
  "preference.save": [T.Preferences, null];
  "person.list": [null, T.PersonView[]];
  "person.invite": [T.InviteInput, T.InvitationView];
  "photograph.import": [T.ImportInput, T.ImportView];
  "photograph.list": [null, T.PhotographView[]];
  "photograph.refusals": [null, T.RefusalView[]];
  "photograph.screen": [T.ScreenInput, T.PhotographView];
  "photograph.assign": [T.AssignInput, T.AssignedView];
  "calibration.choose": [T.CalibrationInput, T.PhotographView];
  "calibration.view": [null, T.CalibrationView];
  "annotation.queue": [null, T.QueueItemView[]];
  "annotation.open": [string, T.AnnotationView];
  "annotation.save": [T.SaveInput, T.SavedView];
  "annotation.submit": [T.SubmitInput, T.SubmittedView];
  "annotation.amend": [T.AmendInput, T.SubmittedView];
  "study.configure": [T.ConfigureInput, T.SessionView];
  "review.prepare": [null, T.PreparedView];
  "review.queue": [T.ReviewOrder, T.ReviewItemView[]];
  "review.signed": [null, T.SignedItemView[]];
  "review.open": [string, T.ReviewView];
  "review.save": [T.SaveReviewInput, T.SavedReviewView];
  "review.sign": [T.SignInput, null];
  "review.sign_agreed": [T.SignAgreedInput, T.SignedTogetherView];
  "query.ask": [T.AskInput, T.QueryView[]];
  "query.close": [string, T.QueryView[]];
  "query.answer": [T.AnswerInput, T.QueryView[]];
  "audit.view": [null, T.AuditsView];
  "audit.draw": [T.DrawAuditInput, T.AuditsView];
  "agreement.view": [null, T.AgreementView];
  "agreement.save": [T.SaveFiguresInput, T.SavedFiguresView];
  "question.draft": [T.DraftQuestionsInput, T.DraftedView];
  "question.list": [null, T.QuestionListView];
  "question.review": [T.JudgeInput, null];
  "release.preview": [null, T.PreviewView];
  "release.publish": [T.PublishInput, T.PublishedView];
  "release.verify": [T.VerifyInput, T.VerifiedView];
  "record.list": [T.RecordInput, T.RecordLineView[]];
  "record.verify": [null, T.RecordVerifiedView];
  "work.cancel": [null, null];
}
