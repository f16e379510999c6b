#include "shell/app/notices.h"

#include <nlohmann/json.hpp>
#include <string>

#include "shell/theme/strings.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// Failures that end when the run trains, is ready or has finished.
bool is_of_run(Errc code) {
  switch (code) {
    case Errc::cost_exploded:
    case Errc::data_missing:
    case Errc::points_missing:
    case Errc::my_pictures_missing:
    case Errc::glyphs_missing:
    case Errc::bad_glyphs:
    case Errc::no_training_set:
    case Errc::size_mismatch:
    case Errc::table_missing:
    case Errc::table_label:
    case Errc::table_no_label:
    case Errc::table_columns:
    case Errc::too_much_memory: return true;
    default: return false;
  }
}

}  // namespace

void Notices::warn(const std::vector<Error>& warnings) {
  for (const Error& warning : warnings) {
    keep(warning);
    toast(describe(warning, current_language()), NoticeKind::warning);
    emit("notice", warning);
  }
}

void Notices::tell(const std::vector<Error>& news) {
  if (news.empty()) return;
  std::string words;
  for (const Error& one : news) {
    keep(one);
    emit("notice", one);
    words += (words.empty() ? "" : " ") + describe(one, current_language());
  }
  toast(words, news.size() > 1 ? NoticeKind::warning : NoticeKind::info);
}

void Notices::report(const Error& error) {
  keep(error);
  toast(describe(error, current_language()), NoticeKind::error);
  emit("error", error);
}

void Notices::fail(const Error& error) {
  failure_ = error;
  emit("error", error);
}

void Notices::clear_failure_of_run() {
  if (failure_ && is_of_run(failure_->code)) failure_.reset();
}

void Notices::keep(const Error& error) {
  notes_.push_back(error);
  if (notes_.size() > kMaxNotes) notes_.erase(notes_.begin());
}

void Notices::emit(const char* event, const Error& error) const {
  host_.emit(event,
             {{"code", errc_name(error.code)}, {"text", describe(error, current_language())}});
}

bool is_missing_user_data(Errc code) {
  return code == Errc::data_missing || code == Errc::points_missing ||
         code == Errc::my_pictures_missing;
}

}  // namespace purr::shell
