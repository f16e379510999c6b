#include "engine/run/messages.h"

#include <utility>

#include "engine/run/codec.h"
#include "engine/run/message_fields.h"
#include "engine/run/validity.h"

namespace purr {
namespace {

template <class Variant>
std::vector<std::uint8_t> write_message(const Variant& message) {
  ByteWriter out;
  out.put(static_cast<std::uint8_t>(message.index()));
  std::visit([&](const auto& value) { codec::write(out, value); }, message);
  return out.take();
}

template <class Variant, std::size_t... I>
Result<Variant> read_message(std::span<const std::uint8_t> bytes, std::index_sequence<I...>) {
  ByteReader in(bytes);
  const auto kind = in.get<std::uint8_t>();
  Variant message;
  bool is_read = false;
  const auto try_kind = [&]<std::size_t Index>() {
    if (kind != Index) return;
    codec::read(in, message.template emplace<Index>());
    is_read = in.ok() && in.at_end();
  };
  (try_kind.template operator()<I>(), ...);
  if (!is_read) return fail(Errc::bad_message);
  return message;
}

template <class Variant, std::size_t... I>
std::string kinds_json(std::index_sequence<I...>) {
  std::string kinds;
  const auto add = [&]<class Message>(std::type_identity<Message>) {
    kinds += (kinds.empty() ? "{\"name\":\"" : ",{\"name\":\"") +
             std::string(Fields<Message>::kName) + "\"," + codec::type_json<Message>().substr(1);
  };
  (add(std::type_identity<std::variant_alternative_t<I, Variant>>{}), ...);
  return "[" + kinds + "]";
}

template <class Variant>
constexpr auto kKinds = std::make_index_sequence<std::variant_size_v<Variant>>();

}  // namespace

std::vector<std::uint8_t> to_bytes(const Command& command) { return write_message(command); }
std::vector<std::uint8_t> to_bytes(const Update& update) { return write_message(update); }

Result<Command> command_from_bytes(std::span<const std::uint8_t> bytes) {
  return read_message<Command>(bytes, kKinds<Command>);
}
Result<Update> update_from_bytes(std::span<const std::uint8_t> bytes) {
  return read_message<Update>(bytes, kKinds<Update>);
}

std::string message_schema() {
  return "{\"commands\":" + kinds_json<Command>(kKinds<Command>) +
         ",\"updates\":" + kinds_json<Update>(kKinds<Update>) + "}";
}

}  // namespace purr
