"""Read-only HTTP routes over published releases: data, embeds, verification. Everybody asks here as a visitor."""
