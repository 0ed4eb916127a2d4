"""What was recorded of calls, `shapecheck.runtime.records.Report`, in each format."""
