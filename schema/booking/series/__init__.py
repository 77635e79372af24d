"""bookSeries and cancelSeries."""
