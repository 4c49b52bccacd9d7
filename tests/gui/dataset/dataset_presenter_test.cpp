// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_presenter_test.h"

#include "gui/dataset/caption_html.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/dataset_project.h"
#include "workflow/project/project.h"

#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

struct Fixture {
    explicit Fixture(int count = 12) : data(count) {
        presenter.setProject(data.project);
        // The detail comes last: sources are chosen, then the image is read against the reference.
        const bool ready = QTest::qWaitFor([this] {
            return presenter.review().caption() != nullptr &&
                   presenter.sources().reference() == QStringLiteral("alttext");
        });
        if (!ready) qFatal("the first image's captions never came");
        settle();
    }
    ~Fixture() { settle(); }
    void settle() {
        for (int i = 0; i < 4; ++i) {
            waitForBackground();
            QCoreApplication::processEvents();
        }
    }
    QString status() {
        const auto caption = data.project->captions().current(presenter.review().detail().image.id,
                                                              presenter.sources().reviewed().toStdString());
        return caption ? QString::fromUtf8(recap::enumName(recap::kCaptionStatusNames, caption->status).data())
                       : QString();
    }

    recap::testing::DatasetProject data;
    DatasetPresenter presenter;
};

}  // namespace

void DatasetPresenterTest::opening_shows_every_image_and_chooses_recap_against_alt_text() {
    Fixture f;
    QCOMPARE(f.presenter.selection().count(), 12);
    QCOMPARE(f.presenter.selection().current(), 0);
    QCOMPARE(f.presenter.sources().reviewed(), QStringLiteral("recap_short"));
    QCOMPARE(f.presenter.sources().reference(), QStringLiteral("alttext"));
    QStringList order;
    for (const CaptionView& view : f.presenter.review().detail().captions) order << view.source;
    QCOMPARE(order, (QStringList{QStringLiteral("alttext"), QStringLiteral("recap_short"), QStringLiteral("recap_long"),
                                 QStringLiteral("human")}));
    QCOMPARE(f.presenter.sources().counts().images, static_cast<std::int64_t>(12));
    QCOMPARE(f.presenter.sources().counts().statuses.front(), static_cast<std::int64_t>(12));
}

void DatasetPresenterTest::a_query_narrows_the_images_and_an_empty_one_shows_all_again() {
    Fixture f;
    f.presenter.query().setText(QStringLiteral("thing7"));
    QTRY_COMPARE(f.presenter.selection().count(), 1);
    QTRY_COMPARE(f.presenter.review().detail().image.id, f.data.images[7]);
    f.presenter.query().setText(QStringLiteral("has:human"));
    QTRY_COMPARE(f.presenter.selection().count(), 4);
    f.presenter.query().setText({});
    QTRY_COMPARE(f.presenter.selection().count(), 12);
}

void DatasetPresenterTest::a_wrong_query_keeps_the_last_result_and_says_where_it_is_wrong() {
    Fixture f;
    f.presenter.query().setText(QStringLiteral("thing7"));
    QTRY_COMPARE(f.presenter.selection().count(), 1);
    QSignalSpy problems(&f.presenter.query(), &DatasetQuery::problem);
    f.presenter.query().setText(QStringLiteral("thing7 status:wonderful"));
    QTRY_COMPARE(problems.size(), 1);
    QVERIFY(problems.first().at(0).toString().contains(QStringLiteral("wonderful")));
    const int position = problems.first().at(1).toInt();
    QVERIFY2(position >= 7 && position <= 15, qPrintable(QString::number(position)));
    QCOMPARE(f.presenter.selection().count(), 1);
    f.presenter.query().setText(QStringLiteral("thing8"));
    QTRY_COMPARE(problems.size(), 2);
    QVERIFY(problems.last().at(0).toString().isEmpty());
}

void DatasetPresenterTest::facet_terms_are_added_replaced_and_taken_out() {
    Fixture f;
    f.presenter.query().setText(QStringLiteral("thing"));
    f.presenter.query().toggleTerm(QStringLiteral("status"), QStringLiteral("new"));
    QCOMPARE(f.presenter.query().text(), QStringLiteral("thing source:recap_short status:new"));
    QVERIFY(f.presenter.query().hasTerm(QStringLiteral("status"), QStringLiteral("new")));
    f.presenter.query().toggleTerm(QStringLiteral("status"), QStringLiteral("flagged"));
    QCOMPARE(f.presenter.query().text(), QStringLiteral("thing source:recap_short status:flagged"));
    f.presenter.query().toggleTerm(QStringLiteral("status"), QStringLiteral("flagged"));
    f.presenter.query().toggleTerm(QStringLiteral("source"), QStringLiteral("recap_short"));
    QCOMPARE(f.presenter.query().text(), QStringLiteral("thing"));
}

void DatasetPresenterTest::a_status_facet_finds_as_many_images_as_it_counts() {
    Fixture f;
    f.presenter.review().accept();
    QTRY_COMPARE(f.presenter.sources().counts().statuses[0], static_cast<std::int64_t>(11));
    f.presenter.query().toggleTerm(QStringLiteral("status"), QStringLiteral("new"));
    QTRY_COMPARE(f.presenter.selection().count(), 11);
    f.presenter.query().toggleTerm(QStringLiteral("status"), QStringLiteral("accepted"));
    QTRY_COMPARE(f.presenter.selection().count(), 1);
}

void DatasetPresenterTest::accepting_changes_the_status_and_goes_on() {
    Fixture f;
    f.presenter.review().accept();
    QCOMPARE(f.presenter.selection().current(), 1);
    QTRY_COMPARE(f.presenter.sources().counts().statuses[1], static_cast<std::int64_t>(1));
    const auto caption = f.data.project->captions().current(f.data.images[0], "recap_short");
    QVERIFY(caption->status == recap::CaptionStatus::Accepted);
    // Other captions of the image are not touched.
    QVERIFY(f.data.project->captions().current(f.data.images[0], "recap_long")->status == recap::CaptionStatus::New);
    f.settle();
    f.presenter.review().reject();
    f.settle();
    f.presenter.review().flag();
    QCOMPARE(f.presenter.selection().current(), 3);
    QTRY_COMPARE(f.presenter.sources().counts().statuses[3] + f.presenter.sources().counts().statuses[4],
                 static_cast<std::int64_t>(2));
}

void DatasetPresenterTest::saving_a_text_adds_a_version_and_keeps_the_old_one() {
    Fixture f;
    const auto save = [&](const QString& text) {
        f.presenter.writing().saveEdited(f.data.images[0], f.presenter.sources().reviewed(), text);
    };
    save(QStringLiteral("a photo of thing0"));  // the same text: nothing to save
    f.settle();
    QCOMPARE(f.data.project->captions().history(f.data.images[0], "recap_short").size(), std::size_t{1});
    save(QStringLiteral("  two red things  "));
    QTRY_COMPARE(f.presenter.review().caption()->text, QStringLiteral("two red things"));
    const auto history = f.data.project->captions().history(f.data.images[0], "recap_short");
    QCOMPARE(history.size(), std::size_t{2});
    QCOMPARE(history.front().text, std::string("a photo of thing0"));
    QCOMPARE(f.status(), QStringLiteral("edited"));
}

void DatasetPresenterTest::undo_and_redo_move_through_named_steps() {
    Fixture f;
    QVERIFY(f.presenter.journal().undoName().isEmpty());
    f.presenter.review().accept();
    f.settle();
    QTRY_COMPARE(f.presenter.journal().undoName(), QStringLiteral("Accept caption"));
    f.presenter.journal().undo();
    QTRY_COMPARE(f.presenter.journal().redoName(), QStringLiteral("Accept caption"));
    // One is shown what was taken back.
    QTRY_COMPARE(f.presenter.selection().current(), 0);
    QTRY_COMPARE(f.presenter.review().detail().image.id, f.data.images[0]);
    QCOMPARE(f.status(), QStringLiteral("new"));
    f.presenter.journal().redo();
    QTRY_COMPARE(f.presenter.journal().undoName(), QStringLiteral("Accept caption"));
    QTRY_COMPARE(f.status(), QStringLiteral("accepted"));
}

void DatasetPresenterTest::captions_are_compared_word_by_word_with_the_reference() {
    Fixture f;
    const auto diffOf = [&](const char* source) {
        for (const CaptionView& view : f.presenter.review().detail().captions)
            if (view.source == QLatin1String(source)) return view.diff;
        return std::vector<recap::DiffSpan>{};
    };
    QVERIFY(diffOf("alttext").empty());
    QVERIFY(!diffOf("recap_short").empty());
    f.presenter.sources().setReference(QStringLiteral("recap_short"));
    QTRY_VERIFY(diffOf("recap_short").empty());
    QVERIFY(!diffOf("alttext").empty());
    f.presenter.sources().setReference({});
    QTRY_VERIFY(diffOf("alttext").empty());
}

void DatasetPresenterTest::the_selection_stays_on_its_image_when_the_project_is_read_again() {
    Fixture f;
    f.presenter.selection().setCurrent(5);
    f.settle();
    f.presenter.refresh();
    f.settle();
    QTRY_COMPARE(f.presenter.selection().current(), 5);
    // Of four results that remain it is the third.
    f.presenter.query().setText(QStringLiteral("thing3 or thing4 or thing5 or thing6"));
    QTRY_COMPARE(f.presenter.selection().count(), 4);
    QTRY_COMPARE(f.presenter.selection().current(), 2);
    QCOMPARE(f.presenter.selection().grid().idAt(2), f.data.images[5]);
}

void DatasetPresenterTest::html_escapes_text_and_marks_differences_without_colour() {
    CaptionView view;
    view.text = QStringLiteral("a <b> & c");
    QCOMPARE(captionHtml(view), QStringLiteral("a &lt;b&gt; &amp; c"));
    view.diff = {{recap::DiffOp::Delete, "old", false},
                 {recap::DiffOp::Insert, "new", false},
                 {recap::DiffOp::Equal, "car", true}};
    const QString html = captionHtml(view);
    QVERIFY(html.contains(QStringLiteral("line-through\">old<")));
    QVERIFY(html.contains(QStringLiteral("underline\">new<")));
    QVERIFY(html.endsWith(QStringLiteral(" car")));
    view.diff.clear();
    view.text = QStringLiteral("seen unseen");
    view.cut = 4;
    QVERIFY(captionHtml(view).startsWith(QStringLiteral("seen <span")));
}

}  // namespace recap::gui
