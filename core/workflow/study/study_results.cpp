// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_results_internal.h"

#include "base/clock.h"
#include "data/metric_differences.h"
#include "rating/significance.h"
#include "workflow/report/sample_grid.h"
#include "workflow/report/study_report.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/model_differences.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/study/study_captions_internal.h"
#include "workflow/study/study_curve_internal.h"
#include "workflow/study/study_state_internal.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kGridPrompts = 10;
constexpr std::size_t kCaptionImages = 8;

RunId runOf(const StudyWork& work, const std::string& key) {
    const Json value = work.memory.get(key);
    return RunId{value.is_number_integer() ? value.get<std::int64_t>() : 0};
}

std::vector<MetricRow> tableOf(const StudyWork& work) {
    std::vector<MetricRow> rows;
    for (const auto& model : studyModels(work.request))
        rows.push_back({model.title, work.project->metrics().list(runOf(work, model.key)), model.reference});
    return rows;
}

std::string fixed(double value, int digits) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::vector<ReportDifference> differencesOf(const StudyWork& work) {
    std::vector<ReportDifference> out;
    const Json saved = work.memory.get("differences");
    if (!saved.is_array()) return out;
    for (const auto& item : saved) {
        const auto first = work.project->runs().get(RunId{item.at("first").get<std::int64_t>()});
        const auto second = work.project->runs().get(RunId{item.at("second").get<std::int64_t>()});
        ReportDifference difference{first->name, second->name, {}};
        for (const auto& m : item.at("metrics")) {
            MetricRecord record;
            record.name = m.at("name").get<std::string>();
            // NaN is written as null.
            auto number = [&](const char* key) {
                return m.at(key).is_number() ? m.at(key).get<double>() : std::numeric_limits<double>::quiet_NaN();
            };
            record.value = number("value");
            record.low = number("low");
            record.high = number("high");
            record.n = m.at("n").get<std::int64_t>();
            record.judge = m.value("judge", std::string("demo judge"));
            if (m.contains("card")) record.card = m["card"];
            difference.metrics.push_back(std::move(record));
        }
        out.push_back(std::move(difference));
    }
    return out;
}

// Numbers that were computed again since the differences were taken do not belong to them.
std::string differencesNote(const StudyWork& work, const std::vector<MetricRow>& rows) {
    const Json taken = work.memory.get("differences:ms");
    if (!taken.is_number_integer()) return {};
    std::int64_t newest = 0;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) newest = std::max(newest, computedMs(metric));
    if (newest <= taken.get<std::int64_t>()) return {};
    return said(message("These differences were computed %1; numbers of the table were computed again %2.",
                        isoTime(taken.get<std::int64_t>()), isoTime(newest)),
                work.request.words);
}

// What the numbers say, and only that: a difference is called one when its interval excludes zero and its p, adjusted
// for all comparisons, is small enough.
std::vector<std::string> findingsOf(const std::vector<ReportDifference>& differences, const PageWords& words) {
    std::vector<std::string> findings;
    for (const auto& difference : differences)
        for (const auto& m : difference.metrics) {
            const auto direction = metricDirection(m.name, m.card);
            if (direction == Direction::Unknown) continue;
            const auto what =
                message("%1: %2 minus %3", metricTitle(m.name, m.judge, m.card), difference.second, difference.first);
            if (const auto reason = undefinedReason(m); !reason.empty()) {
                findings.push_back(said(message("%1 is not defined, because %2.", what, reason), words));
                continue;
            }
            const bool better = (m.value > 0) == (direction == Direction::HigherIsBetter);
            const std::string interval = fixed(m.value, 2) + " [" + fixed(m.low, 2) + ", " + fixed(m.high, 2) + "]";
            const bool excludes = m.low > 0 || m.high < 0;
            const auto sentence =
                !excludes ? message("%1 is %2; the interval contains 0, so this experiment shows no difference.", what,
                                    interval)
                : !separated(asDifference(m))
                    ? message(
                          "%1 is %2; adjusted for all comparisons of the metric p is above 0.05, so this experiment "
                          "shows no difference.",
                          what, interval)
                : better ? message("%1 is %2; %3 is better.", what, interval, difference.second)
                         : message("%1 is %2; %3 is worse.", what, interval, difference.second);
            const auto needed = promptsNeededFor(asDifference(m));
            findings.push_back(
                said(needed.empty() ? sentence : message("%1 As an estimate: %2.", sentence, needed), words));
        }
    return findings;
}

// The captioner's part, right and wrong: no arm can learn from captions what they do not say.
std::vector<std::string> captionerFindings(const StudyWork& work) {
    for (const auto& c : rememberedCaptions(work.memory)) {
        if (c.kind != "recap_long" || c.n == 0 || c.related == 0) continue;
        const auto percent = [](std::int64_t part, std::int64_t total) {
            return fixed(100.0 * static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(total, 1)), 1) +
                   " %";
        };
        const auto direction = wilsonInterval(static_cast<double>(c.relations), static_cast<double>(c.axis));
        const auto name = percent(c.objects, c.n), number = percent(c.counts, c.n),
                   relation = percent(c.relations, c.related), right = percent(c.relations, c.axis);
        auto interval = std::string("[").append(fixed(100 * direction.low, 1)).append(", ");
        interval.append(fixed(100 * direction.high, 1)).append("]");
        const auto guess = direction.low > 0.5
                               ? message("more than the half that guessing gives")
                               : message("which is not shown to be more than the half that guessing gives");
        return {said(message("RECAP Long: %1 of the captions name exactly the right objects, %2 also the right "
                             "numbers; %3 of those for scenes with a relation state the right one. Where objects and "
                             "axis are right, the direction is right in %4 %5, %6.",
                             name, number, relation, right, interval, guess),
                     work.request.words)};
    }
    return {};
}

ReportCurve smoothedLoss(Project& project, RunId run, const std::string& name) {
    ReportCurve curve{name, {}};
    double smooth = 0;
    for (const auto& [step, loss] : project.runs().scalars(run, "loss")) {
        smooth = curve.points.empty() ? loss : 0.98 * smooth + 0.02 * loss;
        curve.points.emplace_back(static_cast<double>(step), smooth);
    }
    return curve;
}

std::vector<ReportChart> chartsOf(const StudyWork& work) {
    const auto& words = work.request.words;
    const auto step = said(message("step"), words), loss = said(message("loss"), words);
    ReportChart arms{said(message("Training loss of the arms (smoothed)"), words), step, loss, {}};
    for (const auto& arm : studyArms(work.request))
        if (const auto run = runOf(work, "run:train:" + arm.key))
            arms.curves.push_back(smoothedLoss(*work.project, run, arm.title));
    ReportChart captioner{said(message("Fine-tuning of the captioner (smoothed)"), words), step, loss, {}};
    if (const auto run = runOf(work, "run:captioner"))
        captioner.curves.push_back(smoothedLoss(*work.project, run, said(message("Captioner"), words)));
    return {arms, captioner};
}

ReportSamples samplesOf(const StudyWork& work) {
    std::vector<std::pair<std::string, std::vector<SampleRecord>>> models;
    for (const auto& model : studyModels(work.request))
        models.emplace_back(model.title, runPictures(*work.project, runOf(work, model.key)).pictures);
    return sampleGrid(models, kGridPrompts, work.project->path());
}

std::vector<ReportCaptions> captionsOf(const StudyWork& work) {
    const std::vector<std::pair<std::string, std::string>> titles{
        {"alttext", said(message("alt text"), work.request.words)},
        {"recap_short", "RECAP Short"},
        {"recap_long", "RECAP Long"}};
    std::vector<ReportCaptions> out;
    for (const auto& image : work.project->images().list({}, work.scale.human, kCaptionImages)) {
        ReportCaptions captions{image.path, {}};
        for (const auto& [source, title] : titles)
            if (const auto caption = work.project->captions().current(image.id, source))
                captions.captions.emplace_back(title, caption->text);
        out.push_back(std::move(captions));
    }
    return out;
}

ReportShare share(const std::string& label, const StudyShare& value) {
    return {label, value.value, value.low, value.high, value.n};
}

ReportShare share(const std::string& label, std::int64_t part, std::int64_t total) {
    return share(label, studyShare(part, total));
}

// What the captions get wrong stands beside what they get right.
std::vector<ReportShares> captionerShares(const StudyWork& work) {
    const auto say = [&](const Message& sentence) { return said(sentence, work.request.words); };
    const std::map<std::string, std::string> labels{{"alttext", say(message("alt text"))},
                                                    {"before", say(message("captioner before fine-tuning"))},
                                                    {"recap_short", "RECAP Short"},
                                                    {"recap_long", "RECAP Long"}};
    ReportShares objects{say(message("Captions that name exactly the right objects")), {}},
        counts{say(message("... and the right numbers")), {}},
        relations{say(message("Captions that state the right relation, of scenes that have one")), {}},
        axes{say(message(
                 "Long captions with the right objects and side by side or one above the other as in the scene")),
             {}},
        directions{say(message("... and the right way round, of those (guessing gives 50 %)")), {}},
        heldOut{say(message("Captions that state a held-out combination; no image shows one, so each is a mistake")),
                {}};
    for (const auto& c : rememberedCaptions(work.memory)) {
        const auto& label = labels.at(c.kind);
        objects.shares.push_back(share(label, rightObjects(c)));
        counts.shares.push_back(share(label, rightNumbers(c)));
        relations.shares.push_back(share(label, rightRelations(c)));
        heldOut.shares.push_back(share(label, c.held_out, c.n));
        if (c.kind != "recap_long") continue;
        axes.shares.push_back(share(label, c.axis, c.related));
        directions.shares.push_back(share(label, c.relations, c.axis));
    }
    return {objects, counts, relations, axes, directions, heldOut};
}

std::vector<std::pair<std::string, std::string>> configurationOf(const StudyWork& work) {
    const auto& s = work.scale;
    const auto text = [](std::int64_t n) { return std::to_string(n); };
    const auto say = [&](const Message& sentence) { return said(sentence, work.request.words); };
    return {{say(message("Seed")), text(work.request.seed)},
            {say(message("Training scenes")), text(s.scenes)},
            {say(message("Images with human captions")), text(s.human)},
            {say(message("Captioner fine-tuning")), say(message("%1 steps of 32 captions", s.captioner_steps))},
            {say(message("Caption curve")),
             say(message("%1 steps of 32 captions for each captioner, %2 seeds", s.curve_steps, s.curve_seeds))},
            {say(message("Each arm")),
             say(message("%1 steps of %2 images, UNet and text encoder, AdamW, learning rate 0.001, cosine",
                         s.arm_steps, s.arm_batch))},
            {say(message("Held-out prompts")),
             say(message("%1 different ones, one image each, equal seeds for all models", s.prompts))},
            {say(message("Sampler")), say(message("DDIM, %1 steps, guidance 3", s.sample_steps))},
            {say(message("Intervals")), say(message("95 %, bootstrap over prompts"))}};
}

std::vector<std::string> deviations(const PageWords& words) {
    const auto say = [&](const Message& sentence) { return said(sentence, words); };
    return {
        say(message("The base model is a toy Stable Diffusion (32 x 32 pixels, 2.4 million UNet weights) trained on "
                    "the demo's own alt texts, not Stable Diffusion 1.4.")),
        say(message("The captioner is a toy BLIP, the paper's is a PaLI; the images are composed scenes, not LAION.")),
        say(message("The judges are small networks trained on scenes with known truth, not Inception, Mask R-CNN, "
                    "CountSeg or CLIP. FID is a Frechet distance of the judge's features; PA compares judged "
                    "positions; RP picks the prompt among up to 100 by judged objects and numbers.")),
        say(message("Steps, batch, learning rate, caption dropout, sampler and guidance are this demo's choices; the "
                    "paper's are not publicly known.")),
        say(message("Held-out prompts ask for combinations that neither the training scenes nor those of the shipped "
                    "base model and captioner hold: ten pairs of classes, and each class alone on one of the grounds. "
                    "The paper's prompts are those of MS-COCO.")),
        say(message("The table contains no rating study; create one in the Evaluation workspace."))};
}

}  // namespace

std::vector<MetricRow> writeReportOf(StudyWork& work, const fs::path& path) {
    StudyReportData data;
    const auto& words = work.request.words;
    data.title = said(message("RECAP demo"), words);
    data.summary = said(message("The whole RECAP method at toy size: a captioner is fine-tuned on a few human "
                                "captions, the training images are recaptioned, and the same small Stable Diffusion is "
                                "fine-tuned on alt texts and on RECAP captions with the same images, steps and seeds."),
                        words);
    data.created_ms = SystemClock().nowMs();
    data.rows = tableOf(work);
    data.paired = metricDifferences(work.project->database());
    data.differences = differencesOf(work);
    data.differences_note = differencesNote(work, data.rows);
    data.charts = chartsOf(work);
    data.samples = samplesOf(work);
    data.captions = captionsOf(work);
    data.captioner = captionerShares(work);
    for (auto& group : curveShares(work)) data.captioner.push_back(std::move(group));
    data.findings = findingsOf(data.differences, words);
    for (auto& finding : captionerFindings(work)) data.findings.push_back(std::move(finding));
    for (auto& finding : curveFindings(work)) data.findings.push_back(std::move(finding));
    data.deviations = deviations(words);
    data.configuration = configurationOf(work);
    writeStudyReport(path, data, words);
    return data.rows;
}

}  // namespace recap
