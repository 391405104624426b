"""Dropout masks and the generator behind them."""

import threading

import numpy
import pytest

from typedthinc.backends.random import get_generator, random_bits, seed


@pytest.mark.parametrize("drop", [0.1, 0.5, 0.9])
def test_a_share_is_zero_and_the_rest_scaled_up(ops, drop):
    mask = ops.get_dropout_mask((300, 400), drop)
    assert (mask.shape, mask.dtype) == ((300, 400), "float32")
    kept = mask[mask > 0]
    numpy.testing.assert_allclose(kept, 1 / (1 - drop), rtol=1e-6)
    # Six standard deviations of the mean of 120,000 draws.
    assert abs(1 - kept.size / mask.size - drop) < 6 * (drop * (1 - drop) / mask.size) ** 0.5


@pytest.mark.parametrize("drop", [None, 0.0, -0.5])
def test_nothing_is_dropped(ops, drop):
    mask = ops.get_dropout_mask((2, 3), drop)
    assert (mask.dtype, mask.tolist()) == ("float32", [[1, 1, 1], [1, 1, 1]])


@pytest.mark.parametrize("drop", [1.0, 1.5])
def test_everything_is_dropped(ops, drop):
    mask = ops.get_dropout_mask((2, 3), drop)
    assert (mask.dtype, mask.any()) == ("float32", False)


def test_a_share_next_to_all(ops):
    assert not ops.get_dropout_mask((1000,), 1 - 1e-12).any()


@pytest.mark.parametrize(("shape", "expected"), [(5, (5,)), ((), ()), ((0, 3), (0, 3))])
def test_any_shape(ops, shape, expected):
    assert ops.get_dropout_mask(shape, 0.5).shape == expected


def test_the_same_seed_gives_the_same_mask(ops):
    seed(7)
    first, second = ops.get_dropout_mask((50,), 0.5), ops.get_dropout_mask((50,), 0.5)
    seed(7)
    assert (ops.get_dropout_mask((50,), 0.5) == first).all()
    assert (first != second).any()


def test_seeds_of_any_size():
    seed(2**40)
    large = random_bits(4).tolist()
    seed(0)
    assert random_bits(4).tolist() != large


@pytest.mark.parametrize("count", [0, 1, 5, 8])
def test_random_bits_fill_32_bits(count):
    assert random_bits(count).shape == (count,)
    assert random_bits(4096).max() > 2**31


def test_threads_share_the_generator_without_drawing_the_same():
    drawn = []
    threads = [threading.Thread(target=lambda: drawn.append(random_bits(1000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({number for numbers in drawn for number in numbers.tolist()}) > 7990


def test_the_generator_is_the_one_that_was_seeded():
    seed(3)
    first = get_generator().random()
    seed(3)
    assert get_generator().random() == first
