// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulk_edit_test.h"
#include "child_process.h"
#include "dataset_jobs_test.h"
#include "export_formats_test.h"
#include "import_account_test.h"
#include "import_again_test.h"
#include "import_job_test.h"
#include "import_published_test.h"
#include "judges_file_test.h"
#include "model_differences_test.h"
#include "model_jobs_test.h"
#include "older_project_test.h"
#include "project_test.h"
#include "prompt_file_test.h"
#include "run_kinds_test.h"
#include "run_pictures_test.h"
#include "study_report_test.h"
#include "study_state_test.h"
#include "work_shard_test.h"

#include "support/test_main.h"

// The same program is the second process of the tests about locks and kills.
int main(int argc, char** argv) {
    if (const auto code = recap::testing::runAsChild()) return *code;
    QCoreApplication application(argc, argv);
    return recap::testing::runAll<ProjectTest, OlderProjectTest, PromptFileTest, ImportJobTest, ImportAccountTest,
                                  ImportAgainTest, ImportPublishedTest, DatasetJobsTest, ExportFormatsTest,
                                  BulkEditTest, RunKindsTest, RunPicturesTest, JudgesFileTest, ModelDifferencesTest,
                                  ModelJobsTest, StudyReportTest, StudyStateTest, WorkShardTest>(argc, argv);
}
