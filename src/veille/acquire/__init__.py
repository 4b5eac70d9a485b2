"""From sources to bytes: what a feed, sitemap, folder, archive or mailbox lists, and the one seam through which addresses are asked."""
