#pragma once

#include <cstdint>
#include <span>

namespace purr {

/// Inner products of 8-bit vectors, exact: products[i + j·stride] = Σ a_i[k]·b_j[k].
///
/// @param a, b       vectors of `length` bytes, one after another; a_count and b_count of them.
/// @param products   receives a_count × b_count sums, column by column, `stride` apart.
/// Sums are kept in 32 bits over spans of 32 768 bytes (32 768·255² < 2³¹) and then in 64, so that
/// pictures of any size are exact.
void pixel_products(const std::uint8_t* a, int a_count, const std::uint8_t* b, int b_count,
                    int length, std::int64_t* products, int stride);

/// The same, in plain code: the reference that tests compare with.
void pixel_products_reference(const std::uint8_t* a, int a_count, const std::uint8_t* b,
                              int b_count, int length, std::int64_t* products, int stride);

/// Σ of the bytes.
std::int64_t pixel_sum(std::span<const std::uint8_t> pixels);

}  // namespace purr
