// Encodings of text files. The same tests run in the page's build, where the browser's decoder
// reads.
#include <string>
#include <vector>

#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

/// A small table, as programs of that language save it, and what it says. Bytes made with Python.
struct Sample {
  const char* encoding;
  std::string bytes;
  const char8_t* text;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all{
      {"GBK",
       "\xC9\xED\xB8\xDF,\xCC\xE5\xD6\xD8,\xCA\xC7\xB7\xF1\xBB\xBC\xB2\xA1\n1,2,\xCA\xC7\n3,4,"
       "\xB7\xF1\n",
       u8"身高,体重,是否患病\n1,2,是\n3,4,否\n"},
      {"GBK", "a,b,class\n1,2,\xC3\xA8\n3,4,\xB9\xB7\n", u8"a,b,class\n1,2,猫\n3,4,狗\n"},
      {"GBK",
       "\xCA\xD5\xC8\xEB,\xD1\xA7\xC0\xFA,\xBB\xE9\xD2\xF6\n1,2,\xD2\xD1\xBB\xE9\n3,4,"
       "\xCE\xB4\xBB\xE9\n",
       u8"收入,学历,婚姻\n1,2,已婚\n3,4,未婚\n"},
      {"GBK", "a,b,\xD1\xD5\xC9\xAB\n1,2,\xB0\xD7\n3,4,\xBA\xDA\n", u8"a,b,颜色\n1,2,白\n3,4,黑\n"},
      {"Big5", "\xA8\xAD\xB0\xAA,\xC5\xE9\xAD\xAB,\xC3\xFE\xA7O\n1,2,\xBF\xDF\n3,4,\xAA\xAF\n",
       u8"身高,體重,類別\n1,2,貓\n3,4,狗\n"},
      {"Shift-JIS",
       "\x90g\x92\xB7,\x91\xCC\x8F"
       "d,\x94\xBB\x92\xE8\n1,2,\x97\xC7\n3,4,\x94\xDB\n",
       u8"身長,体重,判定\n1,2,良\n3,4,否\n"},
      {"Shift-JIS",
       "a,b,\x83\x89\x83x\x83\x8B\n1,2,\x82\xCD\x82\xA2\n3,4,\x82\xA2\x82\xA2\x82\xA6\n",
       u8"a,b,ラベル\n1,2,はい\n3,4,いいえ\n"},
      {"EUC-JP", "a,b,\xBC\xEF\xCE\xE0\n1,2,\xA4\xCF\xA4\xA4\n3,4,\xA4\xA4\xA4\xA4\xA4\xA8\n",
       u8"a,b,種類\n1,2,はい\n3,4,いいえ\n"},
      {"EUC-KR",
       "\xC5\xB0,\xB8\xF6\xB9\xAB\xB0\xD4,\xB0\xE1\xB0\xFA\n1,2,\xBF\xB9\n3,4,"
       "\xBE\xC6\xB4\xCF\xBF\xC0\n",
       u8"키,몸무게,결과\n1,2,예\n3,4,아니오\n"},
      {"Windows-1251",
       "\xF0\xEE\xF1\xF2,\xE2\xE5\xF1,\xEA\xEB\xE0\xF1\xF1\n1,2,\xE4\xE0\n3,4,\xED\xE5\xF2\n",
       u8"рост,вес,класс\n1,2,да\n3,4,нет\n"},
      {"KOI8-R",
       "\xD2\xCF\xD3\xD4,\xD7\xC5\xD3,\xCB\xCC\xC1\xD3\xD3\n1,2,\xC4\xC1\n3,4,\xCE\xC5\xD4\n",
       u8"рост,вес,класс\n1,2,да\n3,4,нет\n"},
      {"IBM866",
       "\x90\xAE\xE1\xE2,\x82\xA5\xE1,\x81\xAE\xAB\xA5\xA7\xAD\xEC\n1,2,"
       "\x87\xA4\xAE\xE0\xAE\xA2\n3,4,\x81\xAE\xAB\xA5\xAD\n",
       u8"Рост,Вес,Болезнь\n1,2,Здоров\n3,4,Болен\n"},
      {"Windows-1251",
       "\xE7\xF0\xB3\xF1\xF2,\xE2\xE0\xE3\xE0,\xEA\xEB\xE0\xF1\n1,2,\xF2\xE0\xEA\n3,4,\xED\xB3\n",
       u8"зріст,вага,клас\n1,2,так\n3,4,ні\n"},
      {"Windows-1252",
       "Gr\xF6\xDF"
       "e,L\xE4nge,Klasse\n1,2,m\xE4nnlich\n3,4,weiblich\n",
       u8"Größe,Länge,Klasse\n1,2,männlich\n3,4,weiblich\n"},
      {"Windows-1252",
       "\xE2ge,dur\xE9"
       "e,r\xE9ponse\n1,2,oui\n3,4,non\n",
       u8"âge,durée,réponse\n1,2,oui\n3,4,non\n"},
      {"Windows-1252", "idade,popula\xE7\xE3o,situa\xE7\xE3o\n1,2,n\xE3o\n3,4,sim\n",
       u8"idade,população,situação\n1,2,não\n3,4,sim\n"},
      {"Windows-1252", "price \x80,area m\xB2,sold\n1,2,yes\n3,4,no\n",
       u8"price €,area m²,sold\n1,2,yes\n3,4,no\n"},
      {"Windows-1250",
       "wzrost,masa,p\xB3"
       "e\xE6\n1,2,m\xEA\xBF"
       "czyzna\n3,4,kobieta\n",
       u8"wzrost,masa,płeć\n1,2,mężczyzna\n3,4,kobieta\n"},
      {"Windows-1250",
       "v\xFD\x9Aka,v\xE1ha,t\xF8\xED"
       "da\n1,2,mu\x9E\n3,4,\x9E"
       "ena\n",
       u8"výška,váha,třída\n1,2,muž\n3,4,žena\n"},
      {"Windows-1250", "\xE9letkor,s\xFAly,nem\n1,2,n\xF5\n3,4,f\xE9rfi\n",
       u8"életkor,súly,nem\n1,2,nő\n3,4,férfi\n"},
      {"Windows-1253",
       "\xE7\xEB\xE9\xEA\xDF\xE1,\xE2\xDC\xF1\xEF\xF2,\xF6\xFD\xEB\xEF\n1,2,"
       "\xDC\xED\xE4\xF1\xE1\xF2\n3,4,\xE3\xF5\xED\xE1\xDF\xEA\xE1\n",
       u8"ηλικία,βάρος,φύλο\n1,2,άνδρας\n3,4,γυναίκα\n"},
      {"Windows-1254", "ya\xFE,a\xF0\xFDrl\xFDk,cinsiyet\n1,2,erkek\n3,4,kad\xFDn\n",
       u8"yaş,ağırlık,cinsiyet\n1,2,erkek\n3,4,kadın\n"},
  };
  return all;
}

std::string text_of(const Sample& sample) { return reinterpret_cast<const char*>(sample.text); }

std::string utf16(std::string_view ascii, bool is_big, bool has_mark) {
  std::string bytes;
  const auto add = [&](unsigned unit) {
    const auto low = static_cast<char>(unit & 0xFFU);
    const auto high = static_cast<char>(unit >> 8U);
    bytes += is_big ? high : low;
    bytes += is_big ? low : high;
  };
  if (has_mark) add(0xFEFF);
  for (const char c : ascii) add(static_cast<unsigned char>(c));
  return bytes;
}

TEST_CASE("every encoding is read as the text it is, when it is named", "[shell][unit]") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.encoding, text_of(sample));
    const auto encoding = find_encoding(sample.encoding);
    REQUIRE(encoding);
    const auto read = decode_text("t.csv", bytes_of(sample.bytes), encoding);
    REQUIRE(read);
    CHECK(read->utf8 == text_of(sample));
    CHECK_FALSE(read->is_guessed);
  }
}

TEST_CASE("an encoding is guessed from a few words", "[shell][unit]") {
  for (const Sample& sample : samples()) {
    CAPTURE(text_of(sample));
    const auto read = decode_text("t.csv", bytes_of(sample.bytes));
    REQUIRE(read);
    CHECK(std::string(encoding_name(read->encoding)) == sample.encoding);
    CHECK(read->is_guessed);
    CHECK(read->utf8 == text_of(sample));
  }
}

TEST_CASE("a mark, a rule or valid UTF-8 decides without a guess", "[shell][unit]") {
  const std::string ascii = "a,b\n1,0\n2,1\n";
  for (const bool is_big : {false, true}) {
    for (const bool has_mark : {false, true}) {
      const auto read = decode_text("t.csv", bytes_of(utf16(ascii, is_big, has_mark)));
      REQUIRE(read);
      CHECK(read->utf8 == ascii);
      CHECK(read->encoding == (is_big ? TextEncoding::utf16be : TextEncoding::utf16le));
      CHECK_FALSE(read->is_guessed);
    }
  }
  for (const std::string& text : {ascii, "\xEF\xBB\xBF" + ascii}) {
    const auto read = decode_text("t.csv", bytes_of(text));
    REQUIRE(read);
    CHECK(read->utf8 == ascii);
    CHECK(read->encoding == TextEncoding::utf8);
  }
  // Chinese in UTF-8, cut off within its last character.
  const auto cut = decode_text("t.csv", bytes_of("\xE7\x8C\xAB,1\n\xE7\x8B"));
  REQUIRE(cut);
  CHECK(cut->encoding == TextEncoding::utf8);
  CHECK(cut->utf8 == "\xE7\x8C\xAB,1\n");
}

TEST_CASE("bytes that an encoding does not have are refused by name", "[shell][unit]") {
  const auto error = [](std::string_view bytes, TextEncoding encoding) {
    const auto read = decode_text("t.csv", bytes_of(bytes), encoding);
    REQUIRE_FALSE(read);
    return read.error();
  };
  CHECK(error("a,\xFF\xFF,b and more\n", TextEncoding::utf8) ==
        Error{Errc::text_encoding, {"t.csv", "UTF-8"}});
  CHECK(error("\xFF\xFF,b and more\n", TextEncoding::gb18030).args[1] == "GBK");
  CHECK(error("\xA0\xFF,b and more\n", TextEncoding::shift_jis).args[1] == "Shift-JIS");
}

TEST_CASE("single bytes that Windows leaves open are read as browsers read them", "[shell][unit]") {
  std::string bytes;
  for (int byte = 0x80; byte <= 0xFF; ++byte) bytes += static_cast<char>(byte);
  for (const TextEncoding encoding :
       {TextEncoding::windows_1250, TextEncoding::windows_1251, TextEncoding::windows_1252,
        TextEncoding::windows_1254, TextEncoding::koi8_r, TextEncoding::ibm866}) {
    CAPTURE(encoding_name(encoding));
    const auto text = platform_decode(encoding, bytes_of(bytes));
    REQUIRE(text);
    // Different bytes stay different characters: 128 of them, of two bytes or three.
    std::size_t characters = 0;
    for (const char c : *text)
      characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    CHECK(characters == 128);
  }
  CHECK(platform_decode(TextEncoding::windows_1252, bytes_of("\x80\x81\x9D")) ==
        "\xE2\x82\xAC\xC2\x81\xC2\x9D");
#ifndef __EMSCRIPTEN__
  // Browsers read it so, too; Node 18, in which this test runs as WebAssembly, does not.
  CHECK(platform_decode(TextEncoding::gb18030, bytes_of("\x80")) == "\xE2\x82\xAC");
#endif
}

TEST_CASE("encodings are found by their usual names", "[shell][unit]") {
  CHECK(find_encoding("utf-8") == TextEncoding::utf8);
  CHECK(find_encoding("gb2312") == TextEncoding::gb18030);
  CHECK(find_encoding("CP1252") == TextEncoding::windows_1252);
  CHECK(find_encoding("Shift_JIS") == TextEncoding::shift_jis);
  CHECK(find_encoding("latin-1") == TextEncoding::windows_1252);
  CHECK_FALSE(find_encoding("morse"));
  CHECK(encoding_names().find("GBK") != std::string::npos);
}

}  // namespace
}  // namespace purr::shell
