// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/coco_classes.h"

#include <array>

namespace recap {

std::span<const std::string_view> cocoClasses() {
    static constexpr std::array<std::string_view, 80> kNames{"person",        "bicycle",      "car",
                                                             "motorcycle",    "airplane",     "bus",
                                                             "train",         "truck",        "boat",
                                                             "traffic light", "fire hydrant", "stop sign",
                                                             "parking meter", "bench",        "bird",
                                                             "cat",           "dog",          "horse",
                                                             "sheep",         "cow",          "elephant",
                                                             "bear",          "zebra",        "giraffe",
                                                             "backpack",      "umbrella",     "handbag",
                                                             "tie",           "suitcase",     "frisbee",
                                                             "skis",          "snowboard",    "sports ball",
                                                             "kite",          "baseball bat", "baseball glove",
                                                             "skateboard",    "surfboard",    "tennis racket",
                                                             "bottle",        "wine glass",   "cup",
                                                             "fork",          "knife",        "spoon",
                                                             "bowl",          "banana",       "apple",
                                                             "sandwich",      "orange",       "broccoli",
                                                             "carrot",        "hot dog",      "pizza",
                                                             "donut",         "cake",         "chair",
                                                             "couch",         "potted plant", "bed",
                                                             "dining table",  "toilet",       "tv",
                                                             "laptop",        "mouse",        "remote",
                                                             "keyboard",      "cell phone",   "microwave",
                                                             "oven",          "toaster",      "sink",
                                                             "refrigerator",  "book",         "clock",
                                                             "vase",          "scissors",     "teddy bear",
                                                             "hair drier",    "toothbrush"};
    return kNames;
}

}  // namespace recap
