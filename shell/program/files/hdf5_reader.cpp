#include "shell/program/files/hdf5_reader.h"

#include <hdf5.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/printable.h"
#include "engine/run/messages.h"
#include "shell/program/files/isolated.h"

namespace purr::shell {
namespace {

constexpr std::uint64_t kMaxPixelBytes = std::uint64_t{256} << 20U;
constexpr std::size_t kMaxShownNames = 12;
constexpr std::size_t kMaxClassName = 40;  // bytes

/// An identifier of libhdf5 that is closed at the end of its scope. Negative is none.
template <herr_t (*close)(hid_t)>
class Handle {
 public:
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close(id_);
  }
  hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

 private:
  hid_t id_;
};
using File = Handle<H5Fclose>;
using Space = Handle<H5Sclose>;
using Type = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using Object = Handle<H5Dclose>;

/// A data set with what it says of itself.
struct Array {
  Object object;
  Type type;
  std::vector<hsize_t> shape;
};

/// As NumPy writes a shape: (209, 64, 64, 3), (209,), ().
std::string shape_text(const std::vector<hsize_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

/// As the registry of HDF5's filters names them.
std::string filter_name(H5Z_filter_t id) {
  switch (id) {
    case 4: return "SZIP";
    case 307: return "BZIP2";
    case 32000: return "LZF";
    case 32001: return "Blosc";
    case 32004: return "LZ4";
    case 32008: return "Bitshuffle";
    case 32013: return "ZFP";
    case 32015: return "Zstandard";
    case 32026: return "Blosc2";
    default: return "filter " + std::to_string(id);
  }
}

/// As NumPy names a type: uint8, float64.
std::string type_text(const Type& type) {
  const std::string bits = std::to_string(8 * H5Tget_size(type.get()));
  switch (H5Tget_class(type.get())) {
    case H5T_INTEGER: return (H5Tget_sign(type.get()) == H5T_SGN_NONE ? "uint" : "int") + bits;
    case H5T_FLOAT: return "float" + bits;
    case H5T_STRING: return "str";
    case H5T_ENUM: return "enum";
    default: return "object";
  }
}

bool is_byte_picture(const Array& array) {
  const hid_t type = array.type.get();
  return H5Tget_class(type) == H5T_INTEGER && H5Tget_size(type) == 1 &&
         H5Tget_sign(type) == H5T_SGN_NONE && array.shape.size() == 4 && array.shape[3] == 3;
}

std::uint64_t element_count(const std::vector<hsize_t>& shape) {
  std::uint64_t count = 1;
  for (const hsize_t size : shape) {
    // Nothing that is read has so many elements; the cap keeps the product from wrapping.
    if (size != 0 && count > kMaxPixelBytes / size) return kMaxPixelBytes + 1;
    count *= size;
  }
  return count;
}

/// One file open in memory.
class Reader {
 public:
  Reader(std::string_view name, const File& file) : name_(name), file_(file) {}

  Result<UserData> read() const {
    UserData data;
    const std::array<std::pair<const char*, std::shared_ptr<const PictureSet>*>, 2> sets{
        {{"train_set", &data.train_pictures}, {"test_set", &data.test_pictures}}};
    for (const auto& [prefix, slot] : sets) {
      if (!has(std::string(prefix) + "_x")) continue;
      auto pictures = read_set(prefix);
      if (!pictures) return std::unexpected(pictures.error());
      *slot = std::make_shared<const PictureSet>(std::move(*pictures));
    }
    if (!data.train_pictures && !data.test_pictures) {
      return fail(Errc::hdf5_no_pictures, {name_, names_text()});
    }
    return data;
  }

 private:
  /// A link that stays inside the file. Soft and external links could lead to other files.
  bool has(const std::string& set_name) const {
    H5L_info_t info{};
    return H5Lexists(file_.get(), set_name.c_str(), H5P_DEFAULT) > 0 &&
           H5Lget_info(file_.get(), set_name.c_str(), &info, H5P_DEFAULT) >= 0 &&
           info.type == H5L_TYPE_HARD;
  }

  std::unexpected<Error> broken() const { return fail(Errc::hdf5_broken, {name_}); }

  Result<Array> open(const std::string& set_name) const {
    Array array{.object = Object(H5Dopen2(file_.get(), set_name.c_str(), H5P_DEFAULT)),
                .type = Type(H5I_INVALID_HID),
                .shape = {}};
    if (!array.object) return broken();
    const Properties properties(H5Dget_create_plist(array.object.get()));
    // Data that lies in another file is not this file's data.
    if (!properties || H5Pget_external_count(properties.get()) != 0 ||
        H5Pget_layout(properties.get()) == H5D_VIRTUAL) {
      return broken();
    }
    const Space space(H5Dget_space(array.object.get()));
    Type type(H5Dget_type(array.object.get()));
    if (!space || !type) return broken();
    const int rank = H5Sget_simple_extent_ndims(space.get());
    if (rank < 0) return broken();
    std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
    if (rank > 0 && H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr) < 0) {
      return broken();
    }
    return Array{.object = std::move(array.object), .type = std::move(type), .shape = shape};
  }

  /// Which filter compressed the data that this library does not have.
  std::optional<Error> other_filter(const Array& array, const std::string& set_name) const {
    const Properties properties(H5Dget_create_plist(array.object.get()));
    const int count = properties ? H5Pget_nfilters(properties.get()) : 0;
    for (int i = 0; i < count; ++i) {
      unsigned flags = 0;
      unsigned settings = 0;
      std::size_t values = 0;
      const H5Z_filter_t id = H5Pget_filter2(properties.get(), static_cast<unsigned>(i), &flags,
                                             &values, nullptr, 0, nullptr, &settings);
      if (id >= 0 && H5Zfilter_avail(id) <= 0) {
        return Error{Errc::hdf5_filter, {set_name, name_, filter_name(id)}};
      }
    }
    return std::nullopt;
  }

  Result<std::vector<std::uint8_t>> read_float_labels(const Array& array, hsize_t count) const {
    std::vector<double> values(count);
    if (H5Dread(array.object.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                values.data()) < 0) {
      return broken();
    }
    std::vector<std::uint8_t> labels(count);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] != 0.0 && values[i] != 1.0) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.9g", values[i]);
        return fail(Errc::hdf5_label_value, {std::to_string(i), name_, text.data()});
      }
      labels[i] = values[i] != 0.0 ? 1 : 0;
    }
    return labels;
  }

  Result<PictureSet> read_set(const std::string& prefix) const {
    const std::string set_name = prefix + "_x";
    const auto array = open(set_name);
    if (!array) return std::unexpected(array.error());
    const auto& shape = array->shape;
    const auto bad_shape = [&](const std::string& found) {
      return fail(Errc::hdf5_bad_shape, {set_name, name_, found});
    };
    if (!is_byte_picture(*array))
      return bad_shape(shape_text(shape) + " " + type_text(array->type));
    if (element_count(shape) == 0) return bad_shape(shape_text(shape));
    if (shape[0] > kMaxPictures) {
      return bad_shape(shape_text(shape) + " (" + std::to_string(kMaxPictures) + " < " +
                       std::to_string(shape[0]) + ")");
    }
    if (shape[1] > kMaxPictureSide || shape[2] > kMaxPictureSide) {
      return bad_shape(shape_text(shape) + " (" + std::to_string(kMaxPictureSide) + " < " +
                       std::to_string(std::max(shape[1], shape[2])) + ")");
    }
    const std::uint64_t byte_count = element_count(shape);
    if (byte_count > kMaxPixelBytes) {
      return fail(Errc::too_much_memory,
                  {std::to_string(shape[0] * shape[1] * shape[2] * shape[3] >> 20U),
                   std::to_string(kMaxPixelBytes >> 20U)});
    }

    if (auto other = other_filter(*array, set_name)) return std::unexpected(*other);
    PictureSet pictures;
    pictures.height = static_cast<int>(shape[1]);
    pictures.width = static_cast<int>(shape[2]);
    pictures.channels = 3;
    pictures.pixels.resize(byte_count);
    if (H5Dread(array->object.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                pictures.pixels.data()) < 0) {
      return broken();
    }
    auto labels = read_labels(prefix + "_y", shape[0]);
    if (!labels) return std::unexpected(labels.error());
    pictures.labels = std::move(*labels);
    read_class_names(pictures.class_names);
    return pictures;
  }

  Result<std::vector<std::uint8_t>> read_labels(const std::string& set_name, hsize_t count) const {
    const auto bad_labels = [&](const std::string& found) {
      return fail(Errc::hdf5_bad_labels, {set_name, name_, found, std::to_string(count)});
    };
    if (!has(set_name)) return bad_labels("(0,)");
    const auto array = open(set_name);
    if (!array) return std::unexpected(array.error());
    const auto& shape = array->shape;
    const bool is_vector = shape == std::vector{count} || shape == std::vector<hsize_t>{count, 1} ||
                           shape == std::vector<hsize_t>{1, count};
    if (!is_vector) return bad_labels(shape_text(shape));
    // NumPy's bool arrives as an enumeration of two names.
    const H5T_class_t type_class = H5Tget_class(array->type.get());
    if (type_class != H5T_INTEGER && type_class != H5T_ENUM && type_class != H5T_FLOAT) {
      return bad_labels(shape_text(shape) + " " + type_text(array->type));
    }
    if (auto other = other_filter(*array, set_name)) return std::unexpected(*other);
    if (type_class == H5T_FLOAT) return read_float_labels(*array, count);
    std::vector<std::int64_t> values(count);
    if (H5Dread(array->object.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                values.data()) < 0) {
      return broken();
    }
    std::vector<std::uint8_t> labels(count);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] != 0 && values[i] != 1) {
        return fail(Errc::hdf5_label_value, {std::to_string(i), name_, std::to_string(values[i])});
      }
      labels[i] = static_cast<std::uint8_t>(values[i]);
    }
    return labels;
  }

  /// Leaves `names` as they are where the file has none that can be used: they are an ornament.
  void read_class_names(std::array<std::string, 2>& names) const {
    if (!has("list_classes")) return;
    const auto array = open("list_classes");
    if (!array || array->shape != std::vector<hsize_t>{2} ||
        H5Tget_class(array->type.get()) != H5T_STRING) {
      return;
    }
    const htri_t is_variable = H5Tis_variable_str(array->type.get());
    if (is_variable < 0) return;
    auto found = is_variable > 0 ? read_variable_names(*array) : read_fixed_names(*array);
    for (std::string& name : found) {
      if (name.empty()) return;
      name = printable(name, kMaxClassName);
    }
    names = std::move(found);
  }

  static std::array<std::string, 2> read_fixed_names(const Array& array) {
    const std::size_t size = H5Tget_size(array.type.get());
    if (size == 0 || size > 4096) return {};
    std::vector<char> text(2 * size);
    if (H5Dread(array.object.get(), array.type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) <
        0) {
      return {};
    }
    const auto padded = [&](std::size_t i) {
      const char* begin = text.data() + i * size;
      std::string_view name(begin, ::strnlen(begin, size));
      while (name.ends_with(' ')) name.remove_suffix(1);  // Fortran pads with spaces
      return std::string(name);
    };
    return {padded(0), padded(1)};
  }

  static std::array<std::string, 2> read_variable_names(const Array& array) {
    const Type type(H5Tcopy(H5T_C_S1));
    const Space space(H5Dget_space(array.object.get()));
    if (!type || !space || H5Tset_size(type.get(), H5T_VARIABLE) < 0 ||
        H5Tset_cset(type.get(), H5Tget_cset(array.type.get())) < 0) {
      return {};
    }
    std::array<char*, 2> text{};
    if (H5Dread(array.object.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) < 0) {
      return {};
    }
    std::array<std::string, 2> names{text[0] == nullptr ? "" : text[0],
                                     text[1] == nullptr ? "" : text[1]};
    H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, text.data());
    return names;
  }

  /// The names at the top of the file, for a message; "–" where there are none.
  std::string names_text() const {
    H5G_info_t info{};
    if (H5Gget_info(file_.get(), &info) < 0 || info.nlinks == 0) return "–";
    std::string text;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
      if (i == kMaxShownNames) return text + ", …";
      std::array<char, 128> link{};
      if (H5Lget_name_by_idx(file_.get(), ".", H5_INDEX_NAME, H5_ITER_INC, i, link.data(),
                             link.size(), H5P_DEFAULT) < 0) {
        break;
      }
      text += (i == 0 ? "" : ", ") + printable(link.data());
    }
    return text;
  }

  std::string name_;
  const File& file_;
};

Result<UserData> read_here(std::string_view name, std::span<const std::uint8_t> bytes) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // libhdf5 would print its own errors
  H5PLset_loading_state(0);                     // a file must not make it load a shared library
  const auto broken = [&] { return fail(Errc::hdf5_broken, {std::string(name)}); };
  const Properties access(H5Pcreate(H5P_FILE_ACCESS));
  // A file in memory: the core driver takes a copy of the bytes and writes nothing back.
  if (!access || H5Pset_fapl_core(access.get(), std::size_t{1} << 20U, false) < 0 ||
      H5Pset_file_image(access.get(), const_cast<std::uint8_t*>(bytes.data()), bytes.size()) < 0) {
    return broken();
  }
  const File file(H5Fopen("in memory", H5F_ACC_RDONLY, access.get()));
  if (!file) return broken();
  return Reader(name, file).read();
}

// What the child process answers: one byte of what follows, then a message of the trainer's, which
// has a byte form already.
constexpr std::uint8_t kData = 1;
constexpr std::uint8_t kFailure = 0;

std::vector<std::uint8_t> to_reply(Result<UserData> result) {
  std::vector<std::uint8_t> reply =
      result ? to_bytes(Command{Bring{.data = std::move(*result)}})
             : to_bytes(Update{Notice{.is_error = true, .error = result.error()}});
  reply.insert(reply.begin(), result ? kData : kFailure);
  return reply;
}

Result<UserData> from_reply(std::string_view name, std::span<const std::uint8_t> reply) {
  if (!reply.empty() && reply[0] == kData) {
    auto command = command_from_bytes(reply.subspan(1));
    if (command && std::holds_alternative<Bring>(*command)) {
      return std::move(std::get<Bring>(*command).data);
    }
  } else if (!reply.empty()) {
    const auto update = update_from_bytes(reply.subspan(1));
    if (update && std::holds_alternative<Notice>(*update)) {
      return std::unexpected(std::get<Notice>(*update).error);
    }
  }
  return fail(Errc::hdf5_broken, {std::string(name)});
}

}  // namespace

Result<UserData> read_hdf5(std::string_view name, std::span<const std::uint8_t> bytes) {
  // Random changes to a good file make libhdf5 1.10 loop for ever once in some thousand times.
  const auto reply = run_isolated([&] { return to_reply(read_here(name, bytes)); });
  if (!reply) return fail(Errc::hdf5_broken, {std::string(name)});
  return from_reply(name, *reply);
}

}  // namespace purr::shell
