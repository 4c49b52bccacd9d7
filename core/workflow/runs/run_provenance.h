// SPDX-License-Identifier: GPL-3.0-or-later
//
// What decides the result of a training beside its options: where it begins, what it learns from, and the program.
#pragma once

#include "base/ids.h"
#include "data/records.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace recap {

// A training whose base model is a checkpoint of another run of the project branches from it.
struct BranchPoint {
    RunId run = {};
    std::string name = {};
    std::int64_t step = 0;
};
// `model`: a path as in the option. None when it is not a checkpoint of a run of that kind that the project lists.
std::optional<BranchPoint> branchPoint(Project& project, RunKind kind, const std::string& model);

// Names images and captions in their order: two runs with the same digits learn from the same data, whatever the files
// are called. Crops, mixtures and the order of a run follow from the options.
class DataDigest {
public:
    void add(const std::string& imageSha256, std::initializer_list<const std::string*> captions);
    std::string digits() const;  // sixteen

private:
    std::string all_;
};

// RunRecord::provenance of a training that has begun:
//   program      version of this program
//
//   torch        version of LibTorch
//
//   ran_on       the device where it computes; of a processor also the instruction set, which decides how sums are
//                rounded
//
//   data         sixteen digits that name images and captions in their order (DataDigest)
//
//   images       how many images that are
//
//   branch_step  of a branch: step of the checkpoint it begins with (RunRecord::parent is the run)
Json runProvenance(std::string_view device, std::string_view data, std::int64_t images);
// Its digest; empty for a run that recorded none.
std::string recordedData(const RunRecord& run);

}  // namespace recap
