"""Prices of carriers."""

import pytest

from parcel_depot.carriers import Carrier, calculate_price, get_collection_time


def test_price_grows_with_weight():
    assert calculate_price(Carrier.POST, 2).cents == 2 * calculate_price(Carrier.POST, 1).cents


@pytest.mark.parametrize(("weekday", "time"), [(5, "18:00"), (7, "none")])
def test_collection_time(weekday, time):
    assert get_collection_time(Carrier.POST, weekday) == time
