package net.imglib2.cache;

/** Signatures of imglib2-cache 1.0.0-beta-17. */
@FunctionalInterface
public interface CacheLoader<K, V> {

  V get(K key) throws Exception;
}
