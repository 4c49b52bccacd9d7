// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_filters_test.h"
#include "database_test.h"
#include "edit_journal_test.h"
#include "image_query_test.h"
#include "import_formats_test.h"
#include "import_layouts_test.h"
#include "import_names_test.h"
#include "import_readers_test.h"
#include "import_shards_test.h"
#include "parquet_types_test.h"
#include "repositories_test.h"
#include "support/test_main.h"

RECAP_TEST_MAIN(CaptionFiltersTest, DatabaseTest, RepositoriesTest, EditJournalTest, ImageQueryTest, ImportReadersTest,
                ImportFormatsTest, ImportLayoutsTest, ImportNamesTest, ImportShardsTest, ParquetTypesTest)
