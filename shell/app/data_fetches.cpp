#include "shell/app/data_fetches.h"

#include <utility>

namespace purr::shell {

void DataFetches::update(const Experiment& settings) {
  const DataSource source = settings.data.source;
  if (source == DataSource::emoji && !std::exchange(has_requested_glyphs_, true)) {
    host_.act(FetchGlyphs{});
  }
  const AddressSpec& files = settings.addresses;
  if (source == DataSource::course && !files.train.empty() && files != requested_) {
    requested_ = files;
    host_.act(FetchData{.train = files.train, .test = files.test});
  }
}

void DataFetches::request_chinese_fonts() {
  if (!std::exchange(has_requested_fonts_, true)) host_.act(FetchChineseFonts{});
}

}  // namespace purr::shell
