// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <cstdint>
#include <string>

namespace recap {

struct ServerCaptionOptions {
    std::string server = {};
    std::string model = {};
    std::string instruction = "Describe this image in detail, in one paragraph.";
    std::string source = "recap_long";
    std::string short_instruction = {};
    std::string short_source = "recap_short";
    std::string filter = {};
    std::int64_t max_tokens = 256;
    double temperature = 0.6;
    double top_p = 0.95;
    bool retry_loops = true;
    std::int64_t seed = -1;
    std::int64_t image_size = 1024;
    std::int64_t max_in_flight = 64;
    std::int64_t timeout = 300;
    std::string api_key_env = "RECAP_SERVER_KEY";
};

template <class Visitor>
void describe(ServerCaptionOptions& o, Visitor&& field) {
    field("server", o.server,
          FieldInfo{.label = "Server",
                    .help = "Address of a server with the OpenAI chat interface (vLLM, llama.cpp, ollama), e.g. "
                            "http://localhost:8000; several with commas between them share the work",
                    .group = "Server"});
    field("model", o.model,
          FieldInfo{.label = "Model",
                    .help = "Name of the model as the server lists it; may be empty when it lists only one",
                    .group = "Server"});
    field("api_key_env", o.api_key_env,
          FieldInfo{.label = "Key variable",
                    .help = "Environment variable that holds the key of the server; where it is not set, the system's "
                            "secret store is asked. The key itself is stored nowhere",
                    .group = "Server",
                    .advanced = true});
    field(
        "instruction", o.instruction,
        FieldInfo{.label = "Instruction",
                  .help = "What the model is asked, or a text file with it. {alttext}, {language} (of the alt text, "
                          "e.g. en), {caption:SOURCE} and {attribute:NAME} stand for what the image has; {{ is a brace",
                  .group = "Captions"});
    field("source", o.source,
          FieldInfo{.label = "Source",
                    .help = "Caption source that gets the captions as new versions, e.g. recap_short or recap_long",
                    .group = "Captions"});
    field(
        "filter", o.filter,
        FieldInfo{.label = "Filter", .help = "Query that selects the images; empty selects all", .group = "Captions"});
    field("max_tokens", o.max_tokens,
          FieldInfo{.label = "Max tokens",
                    .help = "Most tokens of an answer; a caption that is cut off there is not kept",
                    .min = 1,
                    .max = 32768,
                    .group = "Captions"});
    field("temperature", o.temperature,
          FieldInfo{.label = "Temperature",
                    .help = "Sampling temperature; 0 takes the most probable token",
                    .min = 0,
                    .max = 2,
                    .group = "Captions"});
    field("top_p", o.top_p,
          FieldInfo{.label = "Top-p",
                    .help = "Samples from the most probable tokens that together have this probability",
                    .min = 0.01,
                    .max = 1,
                    .group = "Captions"});
    field("retry_loops", o.retry_loops,
          FieldInfo{.label = "Retry loops",
                    .help = "Ask once more, with another temperature, for a caption that repeats itself",
                    .group = "Captions",
                    .advanced = true});
    field(
        "seed", o.seed,
        FieldInfo{.label = "Seed",
                  .help = "Seed that is sent with every request; -1 sends none. Servers that work on several requests "
                          "at once do not repeat an answer exactly",
                  .min = -1,
                  .max = 2147483647,
                  .group = "Captions",
                  .advanced = true});
    field("short_instruction", o.short_instruction,
          FieldInfo{.label = "Instruction for a short caption",
                    .help = "A second instruction, or a text file with it: once an image has its caption, it is asked "
                            "about again, and {caption:SOURCE} with the source above stands for that caption. Empty: "
                            "one caption for each image",
                    .group = "Short caption",
                    .advanced = true});
    field("short_source", o.short_source,
          FieldInfo{.label = "Source of the short caption",
                    .help = "Caption source that gets the answers to the second instruction",
                    .group = "Short caption",
                    .advanced = true});
    field("image_size", o.image_size,
          FieldInfo{.label = "Image size",
                    .help = "Longer side of the image that is sent, in pixels; smaller images are sent as they are",
                    .min = 64,
                    .max = 4096,
                    .group = "Requests",
                    .advanced = true});
    field("max_in_flight", o.max_in_flight,
          FieldInfo{.label = "Requests at once",
                    .help = "Most requests that a server gets at once; the number in use follows what it can take",
                    .min = 1,
                    .max = 256,
                    .group = "Requests",
                    .advanced = true});
    field("timeout", o.timeout,
          FieldInfo{.label = "Time limit",
                    .help = "Seconds after which an answer is no longer waited for",
                    .min = 1,
                    .max = 3600,
                    .group = "Requests",
                    .advanced = true});
}

}  // namespace recap
