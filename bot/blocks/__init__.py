"""Pure Block Kit: what people see, made from read models and words."""
