#include "shell/command_line/exports.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <system_error>

#include <minizip/zip.h>
#include <nlohmann/json.hpp>

#include "shell/command_line/listing.h"

namespace purr::shell {
namespace {

std::string measured(double value) { return std::isnan(value) ? "" : number_text(value); }

std::unexpected<Error> write_failed(const std::string& path, int code) {
  return fail(Errc::write_failed, {path, std::generic_category().message(code)});
}

/// NumPy's format 1.0: a magic word, the length of the header, the header padded to 64 bytes, data.
std::string npy_header(int rows, int columns) {
  std::string text = "{'descr': '<f4', 'fortran_order': True, 'shape': (" + std::to_string(rows) +
                     ", " + std::to_string(columns) + "), }";
  constexpr std::size_t kFront = 10;  // magic word, version and length
  while ((kFront + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(text.size() & 0xFFU);
  header += static_cast<char>(text.size() >> 8U);
  return header + text;
}

static_assert(std::endian::native == std::endian::little, "'<f4' are written as they lie");

/// One array as a stored (not compressed) member of a zip, which is what numpy.savez makes.
bool add_member(zipFile zip, const std::string& name, int rows, int columns,
                std::span<const float> values) {
  zip_fileinfo info{};  // no date: equal weights give equal files
  const std::string header = npy_header(rows, columns);
  const std::string member = name + ".npy";
  return zipOpenNewFileInZip64(zip, member.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                               /*method: stored=*/0, /*level=*/0, /*zip64=*/0) == ZIP_OK &&
         zipWriteInFileInZip(zip, header.data(), static_cast<unsigned>(header.size())) == ZIP_OK &&
         zipWriteInFileInZip(zip, values.data(), static_cast<unsigned>(values.size_bytes())) ==
             ZIP_OK &&
         zipCloseFileInZip(zip) == ZIP_OK;
}

}  // namespace

std::string curve_csv(const std::vector<CurvePoint>& curve) {
  std::string text = "iteration,cost,test_cost,train_accuracy,test_accuracy\n";
  for (const CurvePoint& point : curve) {
    text += std::to_string(point.iteration) + "," + measured(point.cost) + "," +
            measured(point.test_cost) + "," + measured(point.train_accuracy) + "," +
            measured(point.test_accuracy) + "\n";
  }
  return text;
}

std::string result_json(const RunResult& result) {
  using Json = nlohmann::ordered_json;
  Json settings;
  for (const Key& key : keys()) settings[key.name] = key.get(result.experiment);
  Json curve = Json::array();
  Json test_curve = Json::array();
  for (const CurvePoint& point : result.curve) {
    curve.push_back({point.iteration, point.cost});
    if (point.has_test != 0) test_curve.push_back({point.iteration, point.test_cost});
  }
  const Status& status = result.status;
  const Json json{
      {"version", version_text()},
      {"link", link_text(result.experiment)},
      {"settings", settings},
      {"iteration", status.iteration},
      {"cost", status.cost},
      {"testCost", status.test_cost},
      {"trainAccuracy", status.train_accuracy},
      {"testAccuracy", status.test_accuracy},
      {"m", status.m},
      {"mTest", status.m_test},
      {"layers", status.layers},
      {"solver", status.is_gram ? "gram" : "primal"},
      {"precision", status.precision == Precision::f64 ? "f64" : "f32"},
      {"elapsedMs", status.elapsed_ms},
      {"notes", result.notes},
      {"curve", curve},
      {"testCurve", test_curve},
  };
  // What is not a number becomes null; a text that is no UTF-8 cannot come from settings, but a
  // file's name may hold anything.
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

Result<void> write_file(const std::string& path, const std::string& content) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) return write_failed(path, errno);
  return {};
}

Result<void> write_npz(const std::string& path, const std::vector<WeightsUpdate>& layers) {
  errno = 0;
  zipFile zip = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  if (zip == nullptr) return write_failed(path, errno);
  bool is_written = true;
  for (const WeightsUpdate& layer : layers) {
    const std::string l = std::to_string(layer.layer);
    is_written = is_written && add_member(zip, "W" + l, layer.n_out, layer.n_in, layer.W) &&
                 add_member(zip, "b" + l, layer.n_out, 1, layer.b);
  }
  is_written = zipClose(zip, nullptr) == ZIP_OK && is_written;
  if (!is_written) return write_failed(path, errno);
  return {};
}

Result<void> check_writable(const std::string& path) {
  std::error_code code;
  const bool was_there = std::filesystem::exists(path, code);
  errno = 0;
  const bool opens = std::ofstream(path, std::ios::binary | std::ios::app).is_open();
  if (!opens) return write_failed(path, errno);
  if (!was_there) std::filesystem::remove(path, code);
  return {};
}

}  // namespace purr::shell
