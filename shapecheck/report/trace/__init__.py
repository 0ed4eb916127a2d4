"""What was recorded of calls, `shapecheck.runtime.recording.records.Report`, in each format."""
