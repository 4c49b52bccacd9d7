// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_results_internal.h"

#include "base/clock.h"
#include "rating/significance.h"
#include "workflow/report/sample_grid.h"
#include "workflow/report/study_report.h"
#include "workflow/results/metric_facts.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/study/study_captions_internal.h"
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
    return "These differences were taken " + isoTime(taken.get<std::int64_t>()) +
           "; numbers of the table were computed again " + isoTime(newest) + ".";
}

// What the numbers say, and only that: a difference is called one when its interval excludes zero.
std::vector<std::string> findingsOf(const std::vector<ReportDifference>& differences) {
    std::vector<std::string> findings;
    for (const auto& difference : differences)
        for (const auto& m : difference.metrics) {
            const auto direction = metricDirection(m.name, m.card);
            if (direction == Direction::Unknown) continue;
            const std::string what =
                metricTitle(m.name, m.judge, m.card) + ": " + difference.second + " minus " + difference.first;
            if (const auto reason = undefinedReason(m); !reason.empty()) {
                findings.push_back(what + " is not defined, because " + reason + ".");
                continue;
            }
            const bool separated = m.low > 0 || m.high < 0;
            const bool better = (m.value > 0) == (direction == Direction::HigherIsBetter);
            const std::string interval = fixed(m.value, 2) + " [" + fixed(m.low, 2) + ", " + fixed(m.high, 2) + "]";
            const std::string subject = what + " is " + interval;
            findings.push_back(subject + (!separated ? "; the interval contains 0, so this study shows no difference."
                                          : better   ? "; " + difference.second + " is better."
                                                     : "; " + difference.second + " is worse."));
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
        return {"RECAP long: " + percent(c.objects, c.n) + " of the captions name exactly the right objects, " +
                percent(c.counts, c.n) + " also the right numbers; " + percent(c.relations, c.related) +
                " of those for scenes with a relation state the right one. Where objects and axis are right, the "
                "direction is right in " +
                percent(c.relations, c.axis) + " [" + fixed(100 * direction.low, 1) + ", " +
                fixed(100 * direction.high, 1) + "]" +
                (direction.low > 0.5 ? ", more than the half that guessing gives."
                                     : ", which is not shown to be more than the half that guessing gives.")};
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
    ReportChart arms{"Training loss of the arms (smoothed)", "step", "loss", {}};
    for (const auto& arm : studyArms(work.request))
        if (const auto run = runOf(work, "run:train:" + arm.key))
            arms.curves.push_back(smoothedLoss(*work.project, run, arm.title));
    ReportChart captioner{"Fine-tuning of the captioner (smoothed)", "step", "loss", {}};
    if (const auto run = runOf(work, "run:captioner"))
        captioner.curves.push_back(smoothedLoss(*work.project, run, "Captioner"));
    return {arms, captioner};
}

ReportSamples samplesOf(const StudyWork& work) {
    std::vector<std::pair<std::string, std::vector<SampleRecord>>> models;
    for (const auto& model : studyModels(work.request))
        models.emplace_back(model.title, runPictures(*work.project, runOf(work, model.key)).pictures);
    return sampleGrid(models, kGridPrompts, work.project->path());
}

std::vector<ReportCaptions> captionsOf(const StudyWork& work) {
    static const std::vector<std::pair<std::string, std::string>> kTitles{
        {"alttext", "alt text"}, {"recap_short", "RECAP short"}, {"recap_long", "RECAP long"}};
    std::vector<ReportCaptions> out;
    for (const auto& image : work.project->images().list({}, work.scale.human, kCaptionImages)) {
        ReportCaptions captions{image.path, {}};
        for (const auto& [source, title] : kTitles)
            if (const auto caption = work.project->captions().current(image.id, source))
                captions.captions.emplace_back(title, caption->text);
        out.push_back(std::move(captions));
    }
    return out;
}

ReportShare share(const std::string& label, std::int64_t part, std::int64_t total) {
    const auto k = static_cast<double>(part), n = static_cast<double>(total);
    const auto interval = wilsonInterval(k, n);
    return {label, n > 0 ? k / n : 0, interval.low, interval.high, total};
}

// What the captions get wrong stands beside what they get right.
std::vector<ReportShares> captionerShares(const StudyWork& work) {
    static const std::map<std::string, std::string> kLabels{{"alttext", "alt text"},
                                                            {"before", "captioner before fine-tuning"},
                                                            {"recap_short", "RECAP short"},
                                                            {"recap_long", "RECAP long"}};
    ReportShares objects{"Captions that name exactly the right objects", {}}, counts{"... and the right numbers", {}},
        relations{"Long captions that state the right relation, of scenes that have one", {}},
        axes{"... with the right objects and side by side or one above the other as they stand", {}},
        directions{"... and the right way round, of those (a coin gives 50 %)", {}},
        heldOut{"Captions that state a held-out combination; no image shows one, so each is a mistake", {}};
    for (const auto& c : rememberedCaptions(work.memory)) {
        const auto& label = kLabels.at(c.kind);
        objects.shares.push_back(share(label, c.objects, c.n));
        counts.shares.push_back(share(label, c.counts, c.n));
        heldOut.shares.push_back(share(label, c.held_out, c.n));
        if (c.kind != "recap_long") continue;
        relations.shares.push_back(share(label, c.relations, c.related));
        axes.shares.push_back(share(label, c.axis, c.related));
        directions.shares.push_back(share(label, c.relations, c.axis));
    }
    return {objects, counts, relations, axes, directions, heldOut};
}

std::vector<std::pair<std::string, std::string>> configurationOf(const StudyWork& work) {
    const auto& s = work.scale;
    const auto text = [](std::int64_t n) { return std::to_string(n); };
    return {{"Seed", text(work.request.seed)},
            {"Training scenes", text(s.scenes)},
            {"Images with human captions", text(s.human)},
            {"Captioner fine-tuning", text(s.captioner_steps) + " steps of 32 captions"},
            {"Each arm", text(s.arm_steps) + " steps of " + text(s.arm_batch) +
                             " images, UNet and text encoder, AdamW, learning rate 0.001, cosine"},
            {"Held-out prompts", text(s.prompts) + " different ones, one image each, equal seeds for all models"},
            {"Sampler", "DDIM, " + text(s.sample_steps) + " steps, guidance 3"},
            {"Intervals", "95 %, bootstrap over prompts"}};
}

std::vector<std::string> deviations() {
    return {
        "The base model is a toy Stable Diffusion (32 x 32 pixels, 2.4 million UNet weights) trained on the demo's own "
        "alt texts, not Stable Diffusion 1.4.",
        "The captioner is a toy BLIP, the paper's is a PaLI; the images are composed scenes, not LAION.",
        "The judges are small networks trained on scenes with known truth, not Inception, Mask R-CNN, CountSeg or "
        "CLIP. FID is a Frechet distance of the judge's features; PA compares judged positions; RP picks the prompt "
        "among up to 100 by judged objects and numbers.",
        "Steps, batch, learning rate, caption dropout, sampler and guidance are this demo's choices; the paper's are "
        "not publicly known.",
        "Held-out prompts ask for combinations that neither the training scenes nor those of the shipped base model "
        "and "
        "captioner hold: ten pairs of classes, and each class alone on one of the grounds. The paper's prompts are "
        "those "
        "of MS-COCO.",
        "There is no human study in the table; hold one in the Evaluation workspace."};
}

}  // namespace

std::vector<MetricRow> writeReportOf(StudyWork& work, const fs::path& path) {
    StudyReportData data;
    data.title = "RECAP demo study";
    data.summary =
        "The whole RECAP method at toy size: a captioner is fine-tuned on a few human captions, the training images "
        "are "
        "recaptioned, and the same small Stable Diffusion is fine-tuned on alt texts and on RECAP captions with the "
        "same "
        "images, steps and seeds.";
    data.created_ms = SystemClock().nowMs();
    data.rows = tableOf(work);
    data.differences = differencesOf(work);
    data.differences_note = differencesNote(work, data.rows);
    data.charts = chartsOf(work);
    data.samples = samplesOf(work);
    data.captions = captionsOf(work);
    data.captioner = captionerShares(work);
    data.findings = findingsOf(data.differences);
    for (auto& finding : captionerFindings(work)) data.findings.push_back(std::move(finding));
    data.deviations = deviations();
    data.configuration = configurationOf(work);
    writeStudyReport(path, data);
    return data.rows;
}

}  // namespace recap
