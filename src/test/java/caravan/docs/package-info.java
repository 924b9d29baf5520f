/** Holds the pages of src/docs against the program. */
package caravan.docs;
