"""Keys pressed in a widget are the widget's own."""
