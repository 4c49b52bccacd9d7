// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a stored metric is called and how it is read, for every place that shows one: window, command line, report,
// exports. From the registry of metrics, and from the number's card where it says more.
#pragma once

#include "base/message.h"
#include "data/records.h"
#include "metrics/metric_registry.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// "SOA-C", of the demo's judge "Demo SOA-C"; a card may name metrics that are not known here, others keep their key.
std::string metricTitle(const std::string& name, const std::string& judge, const Json& card = Json::object());
// The key in exported files: "soa_c", of the demo's judge "demo_soa_c".
std::string metricExportName(const std::string& name, const std::string& judge);
// From the card where it says so.
Direction metricDirection(const std::string& name, const Json& card = Json::object());
// One or two English sentences; empty for an unknown metric. The window translates them.
std::string metricDefinition(const std::string& name);
// Place in the order of the paper's table; unknown metrics come last.
std::size_t metricRank(const std::string& name);
// Whether the number depends on how many pictures there were, so that different counts must not be ranked.
bool dependsOnCount(const std::string& name);

// Why a stored metric has no value, and what to know about one that has; empty when there is nothing to say.
Message undefinedReason(const MetricRecord& metric);  // a clause after "because"
Message metricWarning(const MetricRecord& metric);
// The card with these two in English, for files and other programs.
Json englishCard(const Json& card);
// When it was computed; 0 where that was not recorded.
std::int64_t computedMs(const MetricRecord& metric);
// The bootstrap seed of the newest of these numbers, with which they come out the same; 1 where there are none.
std::int64_t bootstrapSeedOf(const std::vector<MetricRecord>& metrics);

}  // namespace recap
