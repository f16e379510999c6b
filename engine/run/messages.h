#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/experiment.h"
#include "engine/run/commands.h"
#include "engine/run/updates.h"

/// What travels between the trainer and the window: commands one way, updates the other. Both are
/// plain values with one flat byte form, so that a queue between threads and a message between page
/// and worker are the same thing.
namespace purr {

/// The byte form: the index of the message's kind in its variant as one byte, then its fields
/// (engine/run/codec.h). Bytes that are no message come back as Errc::bad_message.
std::vector<std::uint8_t> to_bytes(const Command& command);
std::vector<std::uint8_t> to_bytes(const Update& update);
Result<Command> command_from_bytes(std::span<const std::uint8_t> bytes);
Result<Update> update_from_bytes(std::span<const std::uint8_t> bytes);

/// The byte form as JSON, for readers in other languages: {"commands":[kind …],"updates":[kind …]},
/// the kinds in the order of their numbers, each {"name":"RunTo","fields":[["iteration","i32"]]}.
/// The types of fields are those of codec::type_json.
std::string message_schema();

}  // namespace purr
