"""What schedules send: composed of sections that the wings bring along, when a slot fires and again when it is sent."""
