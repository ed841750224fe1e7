package net.imglib2.img.basictypeaccess;

/** Signatures of imglib2 6.1. */
public interface DataAccess {}
