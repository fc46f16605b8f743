"""What scores say when they are compared: over time, across mergers, between units and under other assumptions."""
