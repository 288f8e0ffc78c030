"""Parcel depot: shipments, stock and carriers."""
