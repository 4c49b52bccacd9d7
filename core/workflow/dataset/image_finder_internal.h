// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/image_repository.h"
#include "data/import/import_row.h"

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

// Finds the image of a project that a row of a published set speaks of, by what the set calls it.
class ImageFinder {
public:
    explicit ImageFinder(Database& db) : db_(db), images_(db) {}

    // No image and not `several`: there is none.
    struct Found {
        ImageId image = {};
        PictureNameKind by = PictureNameKind::Sha256;
        bool several = false;
    };
    // By the surest name that fits one image and that no other name contradicts: keys are numbered anew with each
    // download, so an image whose address, identifier or sum is another one is another picture. The first call reads
    // the attributes of all images.
    Found find(std::span<const PictureName> names);

private:
    void index();
    std::vector<ImageId> candidates(const PictureName& name) const;
    bool fits(ImageId image, const PictureName& name, std::span<const PictureName> names) const;

    Database& db_;
    ImageRepository images_;
    std::vector<std::pair<std::size_t, ImageId>> by_name_;  // by a number made of kind and value
    bool indexed_ = false;
};

}  // namespace recap
