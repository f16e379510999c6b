#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/program/files/text_table.h"

namespace purr::shell {

/// Whether a field may be the name of a column: neither a number nor a mark for a missing value.
bool is_header_word(std::string_view field);

/// Whether the first row names the columns: one of its fields is a word and most fields below are
/// numbers, or all its fields are words.
bool has_header(const DelimitedText& text);

/// The names of the columns, each once: of the header, or x1, x2 ….
std::vector<std::string> column_names(const DelimitedText& text, bool header);

/// The rows of data of one or two files as one, without their headers.
class TableRows {
 public:
  TableRows(const TextTable& train, const TextTable* test, bool train_header, bool test_header)
      : parts_{&train, test}, first_{train_header ? 1U : 0U, test_header ? 1U : 0U} {
    train_rows_ = train.rows.rows() - first_[0];
    rows_ = train_rows_ + (test != nullptr ? test->rows.rows() - first_[1] : 0);
  }
  std::size_t count() const { return rows_; }
  std::size_t train_count() const { return train_rows_; }
  std::string_view at(std::size_t row, std::size_t column) const {
    const auto [part, place] = find(row);
    return parts_[part]->rows.at(place, column);
  }
  std::size_t line(std::size_t row) const {
    const auto [part, place] = find(row);
    return parts_[part]->rows.lines[place];
  }

 private:
  std::pair<std::size_t, std::size_t> find(std::size_t row) const {
    if (row < train_rows_) return {0, row + first_[0]};
    return {1, row - train_rows_ + first_[1]};
  }

  std::array<const TextTable*, 2> parts_;
  std::array<std::size_t, 2> first_;
  std::size_t train_rows_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace purr::shell
