#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "engine/core/check.h"
#include "engine/core/number_text.h"
#include "engine/io/defaults.h"
#include "engine/io/experiment.h"
#include "engine/io/percent.h"

namespace purr {
namespace {

using Notes = std::vector<Error>;

constexpr std::array kSources{"drawn", "emoji",     "course", "mine", "flower", "circles", "moons",
                              "blobs", "quantiles", "spiral", "xor",  "none",   "table",   "csv"};
static_assert(kSources.size() == kDataSourceCount);
constexpr std::array kEmojiTests{"names", "artist", "big_cats"};
constexpr std::array kInitialisations{"zeros", "small", "large", "xavier", "he", "scaled"};
constexpr std::array kActivations = Enumerators<Activation>::kNames;
constexpr std::array kOptimizers{"gd", "momentum", "rmsprop", "adam"};
constexpr std::array kPrecisions{"f64", "f32"};
constexpr std::array kSolvers{"auto", "primal", "gram"};
constexpr std::array kThemes{"system", "light", "dark"};
constexpr std::array kLanguages{"system", "en", "zh"};
constexpr std::array kExampleSets{"test", "train"};

std::string join(std::span<const char* const> words, const char* between) {
  std::string text;
  for (const char* word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

/// A finite number of the whole text, or false.
bool parse_number(std::string_view text, double& value) {
  // strtod alone would also take "inf", "nan" and hexadecimal.
  if (text.empty() || text.size() > 40 ||
      text.find_first_not_of("+-.0123456789eE") != std::string_view::npos) {
    return false;
  }
  const std::string copy(text);
  char* end = nullptr;
  value = std::strtod(copy.c_str(), &end);
  return end == copy.c_str() + copy.size() && std::isfinite(value);
}

double clamp_with_note(const char* key, double value, double min, double max, Notes& notes) {
  const double clamped = std::clamp(value, min, max);
  if (clamped != value) {
    notes.push_back(
        {Errc::out_of_range,
         {key, number_text(min), number_text(max), number_text(value), number_text(clamped)}});
  }
  return clamped;
}

void set_number(double& field, const char* key, std::string_view text, double min, double max,
                Notes& notes) {
  double value = 0.0;
  if (!parse_number(text, value)) {
    notes.push_back({Errc::bad_number, {key, std::string(text), number_text(field)}});
    return;
  }
  field = clamp_with_note(key, value, min, max, notes);
}

void set_integer(int& field, const char* key, std::string_view text, double min, double max,
                 Notes& notes) {
  double value = 0.0;
  if (!parse_number(text, value) || value != std::floor(value)) {
    notes.push_back({Errc::bad_number, {key, std::string(text), std::to_string(field)}});
    return;
  }
  field = static_cast<int>(clamp_with_note(key, value, min, max, notes));
}

void set_flag(bool& field, const char* key, std::string_view text, Notes& notes) {
  if (text == "1" || text == "true") {
    field = true;
  } else if (text == "0" || text == "false") {
    field = false;
  } else {
    notes.push_back({Errc::bad_choice, {key, "0, 1", std::string(text), field ? "1" : "0"}});
  }
}

template <class Enum>
void set_choice(Enum& field, const char* key, std::span<const char* const> names,
                std::string_view text, Notes& notes) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text == names[i]) {
      field = static_cast<Enum>(i);
      return;
    }
  }
  notes.push_back(
      {Errc::bad_choice,
       {key, join(names, ", "), std::string(text), names[static_cast<std::size_t>(field)]}});
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string hidden_text(const Experiment& e) {
  std::string text;
  for (const int units : e.network.hidden) {
    text += (text.empty() ? "" : ",") + std::to_string(units);
  }
  return text;
}

/// One activation for all, or one for each hidden layer.
void fit_activations(NetworkSpec& network) {
  if (network.activation.empty()) network.activation = {Activation::relu};
  if (network.activation.size() > 1) {
    network.activation.resize(std::max<std::size_t>(1, network.hidden.size()),
                              network.activation.back());
  }
  const bool all_equal = std::all_of(network.activation.begin(), network.activation.end(),
                                     [&](Activation g) { return g == network.activation.front(); });
  if (all_equal) network.activation.resize(1);
}

void set_hidden(Experiment& e, std::string_view text, Notes& notes) {
  std::vector<int> hidden;
  bool fits = true;
  for (const std::string_view part : split(text, ',')) {
    double units = 0.0;
    fits = fits && parse_number(part, units) && units == std::floor(units) && units >= 1.0 &&
           units <= kMaxUnits;
    hidden.push_back(fits ? static_cast<int>(units) : 0);
  }
  if (!fits || hidden.size() > static_cast<std::size_t>(kMaxHiddenLayers)) {
    notes.push_back({Errc::bad_units,
                     {std::to_string(kMaxHiddenLayers), std::to_string(kMaxUnits),
                      std::string(text), hidden_text(e)}});
    return;
  }
  e.network.hidden = std::move(hidden);
  fit_activations(e.network);
}

std::string activation_text(const Experiment& e) {
  std::string text;
  for (const Activation g : e.network.activation) {
    text += (text.empty() ? "" : ",") + std::string(kActivations[static_cast<std::size_t>(g)]);
  }
  return text;
}

void set_activation(Experiment& e, std::string_view text, Notes& notes) {
  std::vector<Activation> all;
  for (const std::string_view part : split(text, ',')) {
    Activation g = e.network.activation.front();
    set_choice(g, "activation", kActivations, part, notes);
    all.push_back(g);
  }
  const std::size_t layers = e.network.hidden.size();
  if (all.empty() || (all.size() != 1 && all.size() != layers)) {
    notes.push_back({Errc::bad_activations,
                     {std::to_string(layers), std::to_string(all.size()), activation_text(e)}});
    return;
  }
  e.network.activation = std::move(all);
  fit_activations(e.network);
}

/// An address as it may stand in a link: visible ASCII, and not endless. Where it comes as a link
/// encodes it, which a command line may do, it is decoded.
void set_address(std::string& field, const char* key, std::string_view given, Notes& notes) {
  const bool is_encoded = given.find("://") == std::string_view::npos &&
                          given.find("%3A%2F%2F") != std::string_view::npos;
  const std::string text = is_encoded ? percent_decode(given) : std::string(given);
  constexpr std::size_t kMaxLetters = 300;
  const bool is_visible =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_visible || text.size() > kMaxLetters) {
    notes.push_back({Errc::bad_address, {key, std::string(given)}});
    return;
  }
  field = text;
}

std::string list_text(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text;
}

/// Whole numbers 0 … max joined by commas, each once, ascending; false for anything else.
bool parse_list(std::string_view text, double max, int most, std::vector<int>& numbers) {
  std::vector<int> list;
  for (const std::string_view part : split(text, ',')) {
    double value = 0.0;
    if (!parse_number(part, value) || value != std::floor(value) || value < 0.0 || value > max) {
      return false;
    }
    list.push_back(static_cast<int>(value));
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  if (list.size() > static_cast<std::size_t>(most)) return false;
  numbers = std::move(list);
  return true;
}

std::string columns_text(const Experiment& e) { return list_text(e.data.columns); }

void set_columns(Experiment& e, std::string_view text, Notes& notes) {
  if (parse_list(text, 255.0, kMaxNamedColumns, e.data.columns)) return;
  notes.push_back(
      {Errc::bad_columns, {std::to_string(kMaxNamedColumns), std::string(text), columns_text(e)}});
}

std::string names_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ',';
    for (const char c : name) {
      if (c == ',' || c == '\\') text += '\\';
      text += c;
    }
  }
  return text;
}

/// Names without blanks at their ends, each once, in their order.
void set_names(std::vector<std::string>& field, const char* key, std::string_view text,
               Notes& notes) {
  std::vector<std::string> names(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      names.emplace_back();
    } else {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      names.back() += text[i];
    }
  }
  std::vector<std::string> kept;
  for (std::string& name : names) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (name.empty() || std::find(kept.begin(), kept.end(), name) != kept.end()) continue;
    kept.push_back(std::move(name));
  }
  if (text.size() > kMaxNamesBytes || names_text(kept).size() > kMaxNamesBytes) {
    notes.push_back({Errc::bad_names, {key, std::to_string(kMaxNamesBytes), names_text(field)}});
    return;
  }
  field = std::move(kept);
}

std::string flipped_text(const Experiment& e) { return list_text(e.data.flipped); }

void set_flipped(Experiment& e, std::string_view text, Notes& notes) {
  if (parse_list(text, 9999.0, kMaxFlippedByHand, e.data.flipped)) return;
  notes.push_back(
      {Errc::bad_flips, {std::to_string(kMaxFlippedByHand), std::string(text), flipped_text(e)}});
}

std::string frozen_text(const Experiment& e) {
  std::string text;
  for (const Frozen& frozen : e.training.frozen) {
    text += (text.empty() ? "" : ",") + std::to_string(frozen.layer);
    if (frozen.unit > 0) text += "." + std::to_string(frozen.unit);
    if (frozen.unit > 0 && frozen.input >= 0) text += "." + std::to_string(frozen.input);
  }
  return text;
}

/// layer, layer.unit or layer.unit.input.
bool parse_frozen(std::string_view text, Frozen& frozen) {
  struct Place {
    int* value;
    int min;
    int max;
  };
  constexpr int kMaxInputs = 1 << 24;
  const Place places[] = {{&frozen.layer, 1, kMaxHiddenLayers + 1},
                          {&frozen.unit, 1, kMaxUnits},
                          {&frozen.input, 0, kMaxInputs}};
  const std::vector<std::string_view> parts = split(text, '.');
  if (parts.empty() || parts.size() > std::size(places)) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const char* end = parts[i].data() + parts[i].size();
    const auto [stop, error] = std::from_chars(parts[i].data(), end, *places[i].value);
    if (error != std::errc() || stop != end || *places[i].value < places[i].min ||
        *places[i].value > places[i].max) {
      return false;
    }
  }
  return true;
}

void set_frozen(Experiment& e, std::string_view text, Notes& notes) {
  std::vector<Frozen> all;
  const std::vector<std::string_view> parts = split(text, ',');
  bool fits = parts.size() <= kMaxFrozen;
  for (std::size_t i = 0; fits && i < parts.size(); ++i) {
    Frozen frozen;
    fits = parse_frozen(parts[i], frozen);
    if (fits && std::find(all.begin(), all.end(), frozen) == all.end()) all.push_back(frozen);
  }
  if (!fits) {
    notes.push_back(
        {Errc::bad_frozen, {std::to_string(kMaxFrozen), std::string(text), frozen_text(e)}});
    return;
  }
  e.training.frozen = std::move(all);
}

void set_preset(Experiment& e, std::string_view text, Notes& notes) {
  if (!text.empty() && find_preset(text) == nullptr) {
    notes.push_back({Errc::unknown_preset, {std::string(text)}});
    return;
  }
  const ViewSpec view = e.view;
  e = preset_experiment(text);
  e.view = view;
}

void set_data(Experiment& e, std::string_view text, Notes& notes) {
  DataSource source = e.data.source;
  set_choice(source, "data", kSources, text, notes);
  change_source(e, source);
}

// Each row names its field once; the text functions are made from it.
#define INTEGER(name, field, min, max, kind, english, chinese, ...)  \
  Key {                                                              \
    name, KeyType::integer, min, max, {}, english, chinese,          \
        [](const Experiment& e) { return std::to_string(e.field); }, \
        [](Experiment& e, std::string_view text, Notes& notes) {     \
          set_integer(e.field, name, text, min, max, notes);         \
        },                                                           \
        ChangeKind::kind __VA_OPT__(, ) __VA_ARGS__                  \
  }
#define NUMBER(name, field, min, max, kind, english, chinese, ...) \
  Key {                                                            \
    name, KeyType::number, min, max, {}, english, chinese,         \
        [](const Experiment& e) { return number_text(e.field); },  \
        [](Experiment& e, std::string_view text, Notes& notes) {   \
          set_number(e.field, name, text, min, max, notes);        \
        },                                                         \
        ChangeKind::kind __VA_OPT__(, ) __VA_ARGS__                \
  }
#define FLAG(name, field, kind, english, chinese)                             \
  Key {                                                                       \
    name, KeyType::flag, 0, 1, {}, english, chinese,                          \
        [](const Experiment& e) { return std::string(e.field ? "1" : "0"); }, \
        [](Experiment& e, std::string_view text, Notes& notes) {              \
          set_flag(e.field, name, text, notes);                               \
        },                                                                    \
        ChangeKind::kind                                                      \
  }
#define CHOICE(name, field, names, kind, english, chinese)                \
  Key {                                                                   \
    name, KeyType::choice, 0, 0, names, english, chinese,                 \
        [](const Experiment& e) {                                         \
          return std::string((names)[static_cast<std::size_t>(e.field)]); \
        },                                                                \
        [](Experiment& e, std::string_view text, Notes& notes) {          \
          set_choice(e.field, name, names, text, notes);                  \
        },                                                                \
        ChangeKind::kind                                                  \
  }

#define ADDRESS(name, field, english, chinese)                   \
  Key {                                                          \
    name, KeyType::address, 0, 0, {}, english, chinese,          \
        [](const Experiment& e) { return e.field; },             \
        [](Experiment& e, std::string_view text, Notes& notes) { \
          set_address(e.field, name, text, notes);               \
        },                                                       \
        ChangeKind::none                                         \
  }

#define WORDS(name, field, english, chinese)                                                       \
  Key {                                                                                            \
    name, KeyType::text, 0, 0, {}, english, chinese, [](const Experiment& e) { return e.field; },  \
        [](Experiment& e, std::string_view text, Notes&) { e.field = text; }, ChangeKind::new_data \
  }
#define NAMES(name, field, english, chinese)                     \
  Key {                                                          \
    name, KeyType::names, 0, 0, {}, english, chinese,            \
        [](const Experiment& e) { return names_text(e.field); }, \
        [](Experiment& e, std::string_view text, Notes& notes) { \
          set_names(e.field, name, text, notes);                 \
        },                                                       \
        ChangeKind::new_data                                     \
  }

const auto kKeys = std::to_array<Key>({
    {"preset",
     KeyType::name,
     0,
     0,
     {},
     "a published run to start from; other keys given beside it override it",
     "从哪个已发表的实验出发；同时给出的其他键会覆盖它",
     [](const Experiment& e) { return e.preset; },
     set_preset,
     ChangeKind::none},
    {"data", KeyType::choice, 0, 0, kSources, "where the examples come from", "样本来源",
     [](const Experiment& e) {
       return std::string(kSources[static_cast<std::size_t>(e.data.source)]);
     },
     set_data, ChangeKind::new_data},
    ADDRESS("train_url", addresses.train, "data=course: the address of the training file",
            "data=course 时训练文件的网址"),
    ADDRESS("test_url", addresses.test, "data=course: the address of the test file",
            "data=course 时测试文件的网址"),
    INTEGER("m", data.m, 0, 10000, new_data, "training examples; 0 takes all there are",
            "训练样本数；0 表示全部", {10, 10000, 1, SliderScale::logarithmic}),
    INTEGER("m_test", data.m_test, 0, 10000, new_data, "test examples; 0 takes all of a file's",
            "测试样本数；0 表示文件中的全部", {10, 2000, 1, SliderScale::logarithmic_zero}),
    INTEGER("data_seed", data.data_seed, 0, 999999999, new_data, "seed of a generated data set",
            "生成数据所用的随机种子"),
    NUMBER("noise", data.noise, 0, 40, new_data,
           "standard deviation of points; of drawn pictures at most, in steps of brightness of 255",
           "点的标准差；对程序绘制的图片则是亮度噪声的上限（以 1/255 计）"),
    NUMBER("share", data.share, 0, 1, new_data,
           "share of cats (of class 1) in a generated training set; the test set has half",
           "生成的训练集中猫（类别 1）所占比例；测试集总是一半"),
    NUMBER("jitter", data.jitter, 0, 2, new_data,
           "drawn pictures: how much position, size and rotation vary; 0 is fixed, 2 is hard",
           "程序绘制的图片：位置、大小、角度的变动；0 为不动，2 为困难"),
    NUMBER("clutter", data.clutter, 0, 1, new_data,
           "drawn pictures: share of those with other shapes around",
           "程序绘制的图片：背景带杂物的比例"),
    FLAG("polarity", data.polarity, new_data,
         "drawn pictures: half light on dark, half dark on light, so that brightness tells "
         "nothing",
         "程序绘制的图片：明暗对调各半，使亮度本身说明不了什么"),
    NUMBER("test_share", data.test_share, 0, 0.9, new_data,
           "share of your own pictures that is kept for testing", "自己的图片中留作测试的比例",
           {0, 0.9, 0, SliderScale::linear, 2}),
    INTEGER(
        "label_column", data.label_column, -1, 255, new_data,
        "which column of a table is the label, from 0; -1 takes the one named label, or the last",
        "表格中哪一列是标签（从 0 数起）；-1 取名为 label 的列或最后一列"),
    {"columns",
     KeyType::list,
     0,
     255,
     {},
     "columns of a table to learn from, such as 0,2,3; empty takes all",
     "从表格的哪些列学习，如 0,2,3；留空为全部",
     columns_text,
     set_columns,
     ChangeKind::new_data},
    WORDS("label", data.label,
          "the name of a table's label column; goes before label_column; empty leaves it to that",
          "表格标签列的列名，优先于 label_column；留空则由后者决定"),
    WORDS("class_one", data.class_one,
          "the word or number in the label that is class 1; empty takes the larger one",
          "标签列中表示类别 1 的词或数；留空取较大者"),
    NAMES("features", data.features,
          "names of the columns of a table to learn from, such as Age,Fare; goes before columns",
          "从表格的哪些列学习（列名，如 Age,Fare），优先于 columns"),
    NAMES("one_hot", data.one_hot,
          "names of columns whose different values become an input of 0 or 1 each",
          "这些列的每种取值各成为一个 0/1 输入（独热编码）"),
    CHOICE("emoji_test", data.emoji_test, kEmojiTests, new_data,
           "emoji: test on unseen glyphs, on an unseen artist, or on big cats",
           "Emoji：用没见过的图形、没见过的画师，或大型猫科来测试"),
    INTEGER("flips", data.flips, 0, 10000, new_data, "training labels flipped at random",
            "随机翻转多少个训练标签"),
    INTEGER("flip_seed", data.flip_seed, 0, 999999999, new_data, "random seed of the flips",
            "随机翻转所用的种子"),
    {"flipped",
     KeyType::list,
     0,
     9999,
     {},
     "training examples whose label is flipped by hand, such as 3,17",
     "手动翻转标签的训练样本，如 3,17",
     flipped_text,
     set_flipped,
     ChangeKind::new_data},
    FLAG("centre", data.centre, new_data, "subtract 1/2 from pixels after dividing by 255",
         "像素除以 255 后再减去 1/2"),
    FLAG("standardise", data.standardise, new_data,
         "every input less its mean, divided by its standard deviation, both of the training set",
         "每个输入减去训练集均值，再除以训练集标准差"),
    {"hidden",
     KeyType::list,
     0,
     kMaxUnits,
     {},
     "units of the hidden layers, such as 20,7,5; empty is logistic regression",
     "各隐藏层的单元数，如 20,7,5；留空即逻辑回归",
     hidden_text,
     set_hidden,
     ChangeKind::reshape,
     {1, 64, 1}},
    {"activation", KeyType::list, 0, 0, kActivations,
     "g of the hidden layers: one name, or one for each", "隐藏层的激活函数：一个名字，或每层一个",
     activation_text, set_activation, ChangeKind::reshape},
    NUMBER("leaky_slope", network.leaky_slope, 0, 1, reshape, "slope of leaky ReLU below 0",
           "leaky ReLU 在 0 以下的斜率"),
    CHOICE("init", network.init, kInitialisations, restart, "scale of the random starting weights",
           "随机初始权重的尺度"),
    NUMBER("init_scale", network.init_scale, 0, 100, restart, "the factor of init=scaled",
           "init=scaled 时的系数", {0.001, 10, 0, SliderScale::logarithmic}),
    INTEGER("seed", network.seed, 0, 999999999, restart, "NumPy seed of the starting weights",
            "初始权重的 NumPy 种子"),
    CHOICE("optimizer", training.optimizer, kOptimizers, live, "rule of the updates", "更新规则"),
    NUMBER("learning_rate", training.learning_rate, 0, 100, live, "α, the size of a step",
           "学习率 α", {0.0001, 10, 0, SliderScale::logarithmic, 2}),
    NUMBER("momentum", training.momentum, 0, 0.9999, live, "β of momentum, β₁ of Adam",
           "动量的 β，Adam 的 β₁", {0, 0.999}),
    NUMBER("beta2", training.beta2, 0, 0.999999, live, "β₂ of RMSprop and Adam",
           "RMSprop 与 Adam 的 β₂", {0, 0.9999, 0, SliderScale::linear, 4}),
    NUMBER("epsilon", training.epsilon, 0, 1, live, "ε of RMSprop and Adam", "RMSprop 与 Adam 的 ε",
           {1e-12, 1, 0, SliderScale::logarithmic, 2}),
    FLAG("epsilon_inside", training.epsilon_inside, live,
         "ε inside the root, as the course's code has it", "ε 放在根号内（课程代码的写法）"),
    INTEGER("batch_size", training.batch_size, 0, 10000, live,
            "examples of one step; 0 takes all of them", "每一步的样本数；0 表示全部", {0, 512}),
    INTEGER("shuffle_seed", training.shuffle_seed, 0, 999999999, live,
            "epoch e shuffles with NumPy's seed shuffle_seed + e",
            "第 e 个 epoch 用 NumPy 种子 shuffle_seed + e 打乱"),
    NUMBER("l2", training.l2, 0, 1000, live, "λ of the penalty λ/(2m)·Σ‖W‖²",
           "L2 惩罚 λ/(2m)·Σ‖W‖² 的 λ", {0.01, 100, 0, SliderScale::logarithmic_zero, 2}),
    NUMBER("keep_prob", training.keep_prob, 0.05, 1, live,
           "share of hidden units that dropout keeps; 1 is off",
           "dropout 保留隐藏单元的比例；1 为关闭", {0.3, 1, 0, SliderScale::linear, 2}),
    INTEGER("dropout_seed", training.dropout_seed, 0, 999999999, live,
            "NumPy seed before every forward pass; 0 draws fresh masks",
            "每次前向传播前的 NumPy 种子；0 表示每次都新"),
    NUMBER("decay", training.decay, 0, 10, live, "α becomes α/(1 + decay·iteration)",
           "学习率衰减：α/(1 + decay·迭代次数)", {0.0001, 1, 0, SliderScale::logarithmic_zero, 2}),
    INTEGER("iterations", training.iterations, 1, 1000000, live,
            "where the run stops; epochs where batch_size is set",
            "训练在何处停止；设了 batch_size 时以 epoch 计",
            {10, 30000, 1, SliderScale::logarithmic, 2}),
    NUMBER("stop_cost", training.stop_cost, 0, 100, live,
           "end the run when the cost is at most this; 0 is off",
           "代价不超过此值时结束训练；0 为关闭", {0.001, 1, 0, SliderScale::logarithmic_zero}),
    NUMBER("stop_gradient", training.stop_gradient, 0, 1000, live,
           "end the run when the norm of the whole gradient is at most this; 0 is off",
           "全部参数的梯度范数不超过此值时结束训练；0 为关闭",
           {1e-5, 1, 0, SliderScale::logarithmic_zero}),
    INTEGER("stop_patience", training.stop_patience, 0, 10000, live,
            "end the run after so many evaluations of the test set (else of the cost) without "
            "progress; 0 "
            "is off",
            "连续这么多次测试集评估（没有测试集时看代价）无进步则结束训练；0 为关闭", {0, 100}),
    NUMBER("stop_seconds", training.stop_seconds, 0, 86400, live,
           "end the run after so many seconds of training; 0 is off",
           "训练这么多秒后结束训练；0 为关闭", {0.1, 3600, 0, SliderScale::logarithmic_zero, 2}),
    {"frozen",
     KeyType::list,
     0,
     0,
     {},
     "what is frozen: layers, units, weights as 1,2.3,2.3.5 (input 0 is the bias)",
     "冻结的部分：层、单元、权重，如 1,2.3,2.3.5（输入 0 表示偏置）",
     frozen_text,
     set_frozen,
     ChangeKind::live},
    CHOICE("precision", training.precision, kPrecisions, reshape, "numbers of 64 or 32 bits",
           "64 位或 32 位浮点数"),
    CHOICE("solver", training.solver, kSolvers, reshape,
           "primal works on the inputs, gram on their inner products; auto takes the faster",
           "primal 直接用输入，gram 用输入的内积；auto 取较快者"),
    FLAG("instant", view.instant, view,
         "every change retrains the whole run if that is fast enough",
         "每次改动都从头重训（足够快时）"),
    NUMBER("pace", view.pace, 0, 1000, view, "slow motion: iterations a second; 0 is full speed",
           "慢动作：每秒迭代次数；0 为全速", {0.5, 1000, 0, SliderScale::logarithmic, 2}),
    NUMBER("text_scale", view.text_scale, 1, 2, view, "text size: 1 is usual, 2 is twice",
           "文字大小：1 为通常，2 为两倍"),
    INTEGER("example", view.example, 0, 9999, view,
            "the example that is shown in detail, counted from 0 (the screen counts from 1)",
            "正在查看的样本，从 0 数起（屏幕上从 1 数起）"),
    CHOICE("example_set", view.example_set, kExampleSets, view, "the set that it belongs to",
           "它属于哪个集合"),
    FLAG("log_cost", view.log_cost, view, "logarithmic axis of the cost", "代价用对数坐标"),
    FLAG("log_iteration", view.log_iteration, view, "logarithmic axis of the iterations",
         "迭代次数用对数坐标"),
    FLAG("log_gradients", view.log_gradients, view, "logarithmic axis of the gradient norms",
         "梯度范数用对数坐标"),
    CHOICE("theme", view.theme, kThemes, view, "light or dark", "浅色或深色"),
    CHOICE("lang", view.language, kLanguages, view, "language of the interface", "界面语言"),
});

#undef INTEGER
#undef NUMBER
#undef FLAG
#undef CHOICE
#undef ADDRESS
#undef WORDS
#undef NAMES

}  // namespace

std::span<const Key> keys() { return kKeys; }

const Key* find_key(std::string_view name) {
  if (name == "language") name = "lang";
  const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                [&](const Key& candidate) { return name == candidate.name; });
  return key == kKeys.end() ? nullptr : &*key;
}

bool is_view_key(std::string_view name) {
  const Key* key = find_key(name);
  return key != nullptr && key->change == ChangeKind::view;
}

double key_number(const Key& key, const Experiment& experiment) {
  return std::strtod(key.get(experiment).c_str(), nullptr);
}

SliderRange slider_range(std::string_view name, const Experiment& experiment) {
  const Key* key = find_key(name);
  PURR_CHECK(key != nullptr);
  SliderRange range = key->slider;
  if (range.min == range.max) {
    range.min = key->min;
    range.max = key->max;
  }
  const DataSource source = experiment.data.source;
  if (name == "noise" && !is_pictures(source)) range.max = source == DataSource::blobs ? 4 : 1;
  if (name == "m" && is_user_data(source)) {
    // A file has a size of its own; 0 takes all of it.
    range.min = 0;
    range.step = 0;
    range.scale = SliderScale::linear;
  } else if (name == "m" && !is_pictures(source)) {
    range.min = 20;
  }
  if (key->type == KeyType::list) return range;
  Experiment usual = preset_experiment(experiment.preset);
  change_source(usual, source);
  range.usual = key_number(*key, usual);
  return range;
}

std::string number_text(double value) {
  // A million is written 1000000, not 1e+06.
  if (value == std::floor(value) && std::fabs(value) < 1e15) {
    return std::to_string(static_cast<long long>(value));
  }
  return shortest_text(value);
}

}  // namespace purr
